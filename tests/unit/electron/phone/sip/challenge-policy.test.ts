import { describe, expect, it } from 'vitest'
import { chosenChallenge, readChallenge } from '../../../../../electron/phone/sip/challenge.ts'
import { ChallengePolicy } from '../../../../../electron/phone/sip/challenge-policy.ts'
import { peek } from '../../../../../electron/phone/sip/sip-message.ts'

const challenge = (algorithm: string, method = 'REGISTER'): string =>
  `SIP/2.0 401 X\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9\r\nCSeq: 1 ${method}\r\nWWW-Authenticate: Digest realm="r", nonce="n", algorithm=${algorithm}\r\n\r\n`
const answered = (challenges: ChallengePolicy, text: string): boolean => {
  const message = peek(text)
  if (!message) throw new Error('no message')
  return chosen(challenges.choose(text, message)) !== null
}
/** The challenge that is passed on. */
const chosen = (text: string) => chosenChallenge((name) => peek(text)?.headers.get(name)?.[0])

it('MD5 after SHA-256 is not answered, in a REGISTER or anything else, and the reason is known', () => {
  const challenges = new ChallengePolicy()
  expect(answered(challenges, challenge('SHA-256'))).toBe(true)
  expect(challenges.obstacle).toBeNull()
  expect(answered(challenges, challenge('MD5', 'INVITE'))).toBe(false)
  expect(answered(challenges, challenge('MD5'))).toBe(false)
  expect(challenges.obstacle).toEqual({ code: 'weaker-sign-in', detail: 'MD5 instead of SHA-256' })
  expect(answered(challenges, challenge('SHA-256'))).toBe(true)
  expect(challenges.obstacle).toBeNull()
})

it('SHA-256 after MD5 is answered, and what is asked of an INVITE decides nothing for REGISTER', () => {
  const challenges = new ChallengePolicy()
  expect(answered(challenges, challenge('MD5'))).toBe(true)
  expect(answered(challenges, challenge('SHA-256', 'INVITE'))).toBe(true)
  expect(answered(challenges, challenge('MD5'))).toBe(true)
  expect(answered(challenges, challenge('SHA-256'))).toBe(true)
  expect(answered(challenges, challenge('MD5'))).toBe(false)
})

it.each([
  ['Digest realm="r", nonce="n", algorithm=SHA-512', 'SHA-512'],
  ['Digest realm="r", nonce="n", qop="auth-conf"', 'MD5 auth-conf'],
  ['Basic realm="r"', 'Basic'],
])('%s is a sign-in that is not known, which is no wrong password', (value, detail) => {
  const challenges = new ChallengePolicy()
  const text = challenge('MD5').replace(/Digest .*(?=\r\n\r\n)/, value)
  expect(answered(challenges, text)).toBe(false)
  expect(challenges.obstacle).toEqual({ code: 'unknown-sign-in', detail })
  // beside one that is known it is ignored
  expect(answered(challenges, text.replace('CSeq', `WWW-Authenticate: Digest realm="r", nonce="n"\r\nCSeq`))).toBe(true)
  expect(challenges.obstacle).toBeNull()
})

const answer = (status: number, method: string): string =>
  `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${method}\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>;tag=2\r\nCall-ID: c1\r\nCSeq: 1 ${method}\r\nContent-Length: 0\r\n\r\n`
const read = (text: string) => peek(text) as NonNullable<ReturnType<typeof peek>>

describe('a challenge', () => {
  const response = (method: string, lines: string) => answer(401, method).replace('Content-Length', `${lines}\r\nContent-Length`)
  const md5 = 'WWW-Authenticate: Digest realm="r1", nonce="n", algorithm=MD5'
  const sha = 'WWW-Authenticate: Digest realm="r1", nonce="n", algorithm=SHA-256'
  it.each([[`${md5}\r\n${sha}`], [`${sha}\r\n${md5}`]])('the strongest one is left', (lines) => {
    const text = response('REGISTER', lines)
    const out = new ChallengePolicy().choose(text, read(text))
    expect(chosen(out)?.algorithm).toBe('SHA-256')
    expect(out).not.toContain('WWW-Authenticate')
  })
  it('of another realm of the server is answered in a call, and not in an OPTIONS', () => {
    const challenges = new ChallengePolicy()
    const register = response('REGISTER', md5)
    challenges.choose(register, read(register))
    const of = (method: string, realm: string) => {
      const text = response(method, md5.replace('r1', realm))
      return chosen(challenges.choose(text, read(text)))?.realm ?? null
    }
    expect([of('INVITE', 'r1'), of('INVITE', 'proxy'), of('BYE', 'proxy'), of('OPTIONS', 'r1'), of('OPTIONS', 'proxy')]).toEqual([
      'r1',
      'proxy',
      'proxy',
      'r1',
      null,
    ])
  })
  it('that pretends to be one that was chosen is not', () => {
    const text = response('INVITE', `Chosen-Challenge: ${encodeURIComponent('{"realm":"evil","nonce":"n","qop":[],"algorithm":"MD5"}')}`)
    expect(chosen(new ChallengePolicy().choose(text, read(text)))).toBeNull()
  })
})

describe('a challenge off the grammar is read', () => {
  const plain = { realm: 'r', nonce: 'n', opaque: null, qop: [], stale: false, algorithm: 'MD5', session: false }
  it.each([
    ['Digest realm=r, nonce=n', plain],
    ['digest Realm = "r" ,\tNONCE="n",,algorithm="md5"', plain],
    ['Digest realm="r", nonce="n", stale="TRUE"', { ...plain, stale: true }],
    ['Digest realm="a \\"b\\" \\\\c", nonce="n", opaque=""', { ...plain, realm: 'a "b" \\c', opaque: '' }],
    ['Digest realm="r", nonce="n", qop=auth-int, algorithm=SHA-256-sess', { ...plain, qop: ['auth-int'], algorithm: 'SHA-256', session: true }],
    ['Digest realm="r", nonce="n", qop="AUTH, auth-int", algorithm=SHA-512-256', { ...plain, qop: ['auth', 'auth-int'], algorithm: 'SHA-512-256' }],
    ['Digest realm="", nonce="n"', { ...plain, realm: '' }],
  ])('%s', (value, expected) => expect(readChallenge(value)).toEqual(expected))
  it.each(['Digest realm="r"', 'Digest nonce="n"', 'Basic realm="r"', 'Digest realm="r", nonce="n", algorithm=SHA-1', 'Digest'])(
    '%s is none',
    (value) => expect(readChallenge(value)).toBeNull(),
  )
})

describe('a challenge that reads in two ways', () => {
  const after256 = (): ChallengePolicy => {
    const challenges = new ChallengePolicy()
    answered(challenges, challenge('SHA-256'))
    return challenges
  }
  const with401 = (value: string, method = 'REGISTER') => challenge('MD5', method).replace(/Digest .*(?=\r\n\r\n)/, value)
  it.each(['Digest nonce="x, algorithm=SHA-256", realm="r", algorithm=MD5', 'Digest opaque="a, algorithm=SHA-256", realm="r", nonce="n"'])(
    'is no stronger than it is: %s',
    (value) => {
      const challenges = after256()
      expect(answered(challenges, with401(value))).toBe(false)
      expect(challenges.obstacle).toEqual({ code: 'weaker-sign-in', detail: 'MD5 instead of SHA-256' })
    },
  )
  it('is of no realm but its own', () =>
    expect(answered(after256(), with401('Digest nonce="x, realm=r", realm="evil.example", algorithm=SHA-256', 'OPTIONS'))).toBe(false))
  it('names each parameter once', () =>
    expect(answered(after256(), with401('Digest realm="r", realm="evil", nonce="n", algorithm=SHA-256'))).toBe(false))
  it('is passed on as it was read', () => {
    const text = with401('digest NONCE="n", Realm=r, algorithm=sha-256, qop=auth, stale=TRUE, extra="x"')
    const message = peek(text)
    if (!message) throw new Error('no message')
    expect(chosen(new ChallengePolicy().choose(text, message))).toEqual({
      ...{ realm: 'r', nonce: 'n', opaque: null, qop: ['auth'], stale: true, algorithm: 'SHA-256', session: false },
    })
  })
  it('from anywhere but the server is not answered', () => {
    const challenges = after256()
    const text = challenge('SHA-256')
    const message = peek(text)
    if (!message) throw new Error('no message')
    expect(chosen(challenges.choose(text, message, false))).toBeNull()
  })
})
