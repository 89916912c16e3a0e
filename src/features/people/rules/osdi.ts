/** A member as another program reads them. */
export interface ToTell {
  callSign: string;
  /** Null where the list leaves without names and addresses. */
  name: string | null;
  addresses: readonly { kind: string; address: string }[];
  languages: readonly string[];
  chapter: string;
  roles: readonly string[];
  state: string;
}

/**
 * A collection of people in the Open Supporter Data Interface (github.com/opensupporter/osdi-docs, people.md): numbers are
 * digits with their country, languages have two letters. We keep one name as people say it, and do not guess which part of it is
 * the family's: all of it is the given name.
 */
export function osdiPeople(members: readonly ToTell[]) {
  const people = members.map(({ callSign, name, addresses, languages, chapter, roles, state }) => {
    const emails = addresses.filter(({ kind }) => kind === 'email').map(({ address }) => address);
    const numbers = [
      ...new Set(addresses.flatMap(({ address }) => (/^\+\d+$/.test(address) ? [address.slice(1)] : []))),
    ];
    return {
      identifiers: [`porchlight:${callSign.replaceAll(' ', '-')}`],
      ...(name && { given_name: name }),
      languages_spoken: [...new Set(languages.filter((code) => code.length === 2))],
      email_addresses: emails.map((address, i) => ({ address, primary: i === 0, address_type: 'Other' })),
      phone_numbers: numbers.map((number, i) => ({ number, primary: i === 0, number_type: 'Other' })),
      custom_fields: { chapter, roles: roles.join(' '), state },
    };
  });
  return {
    ...{ total_pages: 1, per_page: people.length, page: 1, total_records: people.length },
    _embedded: { 'osdi:people': people },
  };
}
