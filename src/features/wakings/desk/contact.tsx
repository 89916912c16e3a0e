import { DeliveryNav } from '../../../desk/kit/delivery-nav.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { readReport } from '../contract.ts';

const does = { calls: 'calls', texts: 'texts', signal: 'Signal', hotline: 'the hotline' };

/** The contact card to let through silent mode: to scan, to print, to send as a link. */
export function Contact() {
  const query = useCall(readReport, { query: {} });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Let us through silent mode</h1>
        <DeliveryNav />
      </header>
      <p className="lead">
        A phone lets through whom it has as a contact and was told to. This page gives the network’s card with
        its numbers, and the steps for iPhone and Android, in three languages. It needs no sign-in: send the
        link by text, or hold a phone before the code.
      </p>
      <Loaded query={query} lines={5}>
        {({ card: { url, numbers } }) =>
          numbers.length === 0 ? (
            <Empty title="This network has no number yet">
              The card has the numbers that the server was given: TWILIO_NUMBER, SIGNAL_NUMBER and the
              hotline’s.
            </Empty>
          ) : (
            <div className="contact-card">
              <img src="/contact.svg" width="220" height="220" alt={`QR code of ${url}`} />
              <div>
                <p>
                  <a href={url} target="_blank" rel="noreferrer">
                    {url}
                  </a>
                </p>
                <ul className="plain-list" aria-label="Numbers on the card">
                  {numbers.map(({ number, does: what }) => (
                    <li key={number}>
                      <span>
                        <strong>{number}</strong>{' '}
                        <span className="soft">{what.map((w) => does[w]).join(', ')}</span>
                      </span>
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          )
        }
      </Loaded>
    </main>
  );
}
