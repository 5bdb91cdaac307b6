import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../../../../electron/main/log.ts'

it('the log holds no secret and no whole phone number', () => {
  const text = redact(
    'x-authorization: alice:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAuthorization: Digest username="u", response="abc"\npassword=made-up pin: 1234567 call +493023125110',
  )
  for (const secret of ['AAAAAAAAAAA', 'abc', 'made-up', '1234567', '3023125']) expect(text).not.toContain(secret)
})

it('what tells nothing about anybody stays', () => {
  for (const text of ['line sip_1: registered in 120 ms at 12:34:56', 'database: set-aside', 'std::move', 'Electron 45.4.1', 'RTP 5004 of 20:24'])
    expect(redact(text)).toBe(text)
})

/** A secret as somebody might choose it, or a key as a program makes one; long enough not to be found by chance. */
const secret = fc.stringMatching(/^[A-Za-z0-9!#$%*+./:=?@^_~-]{8,30}$/).filter((text) => !/removed/.test(text))
const name = fc.constantFrom(
  ...['password', 'Passwd', 'passphrase', 'PASS', 'sip_password', 'userPassword', 'pin', 'PIN', 'card_pin', 'cardPin', 'secret', 'clientSecret'],
  ...['auth', 'x-auth', 'authToken', 'access_token', 'pwd'],
)
const around = fc.constantFrom('', 'before ', 'x=1 ', '{"a":1,', '\n', '(')

describe('whatever stands around it, and however it is written, it is gone', () => {
  it.each<[string, (name: string, secret: string) => string]>([
    ['an assignment', (n, s) => `${n}=${s}`],
    ['a header', (n, s) => `${n}: ${s}`],
    ['with blanks', (n, s) => `${n} : ${s} ${s}`],
    ['JSON', (n, s) => JSON.stringify({ [n]: s })],
    ['JSON in JSON', (n, s) => JSON.stringify({ [n]: [s, s] })],
    ['quotes', (n, s) => `${n}='${s}'`],
    ['an object as Node prints it', (n, s) => `{ '${n}': '${s}' }`],
    ['an arrow', (n, s) => `${n} => ${s}`],
    ['XML', (n, s) => `<${n}>${s}</${n}>`],
    ['a query', (n, s) => `https://login.example/api?x=1&${n}=${encodeURIComponent(s)}`],
    ['percent-encoded', (n, s) => `${n}%3D${encodeURIComponent(s)}`],
    ['an option', (n, s) => `--${n} ${s}`],
  ])('a secret in %s', (_what, write) => {
    fc.assert(
      fc.property(around, name, secret, around, (before, n, s, after) => {
        const text = redact(`${before}${write(n, s)}${after}`)
        return !text.includes(s) && !text.includes(encodeURIComponent(s))
      }),
    )
  })

  it('a phone, account or card number of seven digits and more, grouped or not', () => {
    const digits = fc.array(fc.nat(9), { minLength: 7, maxLength: 19 })
    fc.assert(
      fc.property(around, digits, fc.constantFrom('', ' ', '-', '/', ' - '), fc.constantFrom('', '+', '00'), (before, all, between, prefix) => {
        const plain = all.join('')
        const text = redact(`${before}${prefix}${all.join(between)} end`).replace(/\D/g, '')
        return !text.includes(plain.slice(-7))
      }),
    )
  })

  it('an address, of whichever version, with or without a port', () => {
    const known = ['127.0.0.1', '::1', '::']
    const address = fc.oneof(fc.ipV4(), fc.ipV6()).filter((a) => !known.includes(a) && !/^[0-9a-f]{0,4}::$/i.test(a))
    fc.assert(
      fc.property(around, address, (before, a) => {
        const text = redact(`${before}from ${a.includes(':') ? `[${a}]:5060` : `${a}:5060`} and ${a}, end`)
        return !text.includes(a) && text.endsWith(', end')
      }),
    )
  })

  it('the query and the user of a URL; its place stays', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] }), secret, (url, s) => {
        const whole = new URL(url)
        whole.search = `x=${encodeURIComponent(s)}`
        const text = redact(`asked ${whole.href} in 20 ms`)
        return !text.includes(encodeURIComponent(s)) && text.includes('in 20 ms')
      }),
      { numRuns: 30 },
    )
    expect(redact('wss://alice:made-up@sip.example:5061/ws?key=1')).toBe('wss://[removed]@sip.example:5061/ws?[removed]')
  })

  it('the user’s folder, where it usually lies and elsewhere', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-zäöü][A-Za-z0-9äöü._-]{3,20}$/),
        fc.constantFrom('/home/', '/Users/', 'C:\\Users\\', 'C:\\\\Users\\\\', 'C:/Users/'),
        (user, root) => {
          const between = root.at(-1)
          const text = redact(`ENOENT: ${root}${user}${between}Dialdesk${between}settings`)
          return !text.includes(user) && text.includes('settings')
        },
      ),
    )
    expect(redact('open /srv/people/alice/x and D:\\People\\alice\\x', '/srv/people/alice')).toContain('open ~/x')
    expect(redact('open D:\\\\People\\\\alice\\\\x', 'D:\\People\\alice')).toContain('open ~')
  })
})

it('takes no longer for a text made to take long', () => {
  for (const text of [
    'password'.repeat(20_000),
    ':'.repeat(200_000),
    '1 '.repeat(100_000),
    '"'.repeat(200_000),
    'a://'.repeat(50_000),
    `${'pass='.repeat(40_000)}`,
  ]) {
    // the processor's time: other work on the computer does not count
    const started = process.cpuUsage()
    redact(text)
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
  }
})
