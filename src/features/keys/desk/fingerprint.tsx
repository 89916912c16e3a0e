import { useEffect, useState } from 'react';
import type { Member } from '../contract.ts';
import { fingerprint } from '../rules.ts';

/** Six words that two people read to each other. */
export function FingerprintWords({ member }: { member: Pick<Member, 'account' | 'sign' | 'receive'> }) {
  const [words, setWords] = useState<string[]>([]);
  const { account, sign, receive } = member;
  useEffect(() => {
    void fingerprint({ account, sign, receive }).then(setWords);
  }, [account, sign, receive]);
  return <span className="key-words">{words.join(' ')}</span>;
}
