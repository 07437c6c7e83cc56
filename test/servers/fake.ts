// A server that a test scripts: it logs anybody in, then says what the test says. For what real servers do too seldom.
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface FakeOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Offers STARTTLS with this certificate. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Default PLAIN. */
  readonly mechanisms?: readonly string[];
  /** Beside the usual ones of each stream. */
  readonly features?: string;
  /** Takes over from here: what the client says first (`<stream:stream`), or `<auth`, or `<iq` (the bind). */
  readonly instead?: { readonly of: string; readonly say: string };
  /** After the login: what the client wrote, as it came. */
  readonly answer?: (said: string, say: (bytes: string | Buffer) => void) => void;
}

export interface Fake {
  /** `xmpp://host:port`. */
  readonly server: string;
  /** All that clients wrote, decrypted. */
  received(): string;
  /** Cuts all connections. */
  cut(): void;
  stop(): void;
}

const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' " +
  "id='1' from='localhost' version='1.0'>";

function featuresOf(
  state: 'new' | 'secure' | 'known',
  { tls, mechanisms = ['PLAIN'], features = '' }: FakeOptions,
): string {
  const offered = mechanisms.map((each) => `<mechanism>${each}</mechanism>`).join('');
  const part = {
    new: tls
      ? "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
      : `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${offered}</mechanisms>`,
    secure: `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${offered}</mechanisms>`,
    known: "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>",
  }[state];
  return `${HEADER}<stream:features>${part}${features}</stream:features>`;
}

export async function startFake(options: FakeOptions = {}): Promise<Fake> {
  const { host = '127.0.0.1', tls, instead, answer } = options;
  const sockets = new Set<Socket>();
  let received = '';

  function converse(raw: Socket): void {
    let socket = raw;
    let state: 'new' | 'secure' | 'known' | 'bound' = 'new';
    const say = (bytes: string | Buffer): void => void socket.write(bytes);
    const turns: readonly (readonly [string, (said: string) => void])[] = [
      ['<stream:stream', () => state !== 'bound' && say(featuresOf(state, options))],
      [
        '<starttls',
        () => {
          say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
          raw.removeAllListeners('data');
          socket = listened(new TLSSocket(raw, { isServer: true, ...tls }));
          state = 'secure';
        },
      ],
      [
        '<auth',
        () => {
          state = 'known';
          say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        },
      ],
      [
        '<iq',
        (said) => {
          state = 'bound';
          const id = /id="([^"]*)"/.exec(said)?.[1];
          const jid = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@localhost/fake</jid></bind>";
          say(`<iq type='result' id='${id}'>${jid}</iq>`);
        },
      ],
    ];
    function listened(each: Socket): Socket {
      each
        .on('error', () => undefined)
        .on('data', (bytes) => {
          const said = bytes.toString('utf8');
          received += said;
          const turn = turns.find(([start]) => said.includes(start));
          if (said.includes('</stream:stream>')) socket.end('</stream:stream>');
          else if (state === 'bound') answer?.(said, say);
          else if (turn && instead?.of === turn[0]) say(instead.say);
          else turn?.[1](said);
        });
      return each;
    }
    sockets.add(raw);
    listened(raw);
  }

  const server = createServer(converse);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    server: `xmpp://${host}:${port}`,
    received: () => received,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
