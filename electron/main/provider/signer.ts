import { createHash, createHmac } from 'node:crypto'
import { AppError } from '../../../shared/domain/failure.ts'

/** As they are typed in, or come from the keychain. */
export type TypedCredentials = { readonly userName: string; readonly password: string }
/**
 * What requests are signed with while an account is open: no password any more, only the key made of it, in a buffer that can be wiped. Copies of
 * the password that JavaScript has made meanwhile are beyond reach: its strings cannot be overwritten, only forgotten.
 */
export type SigningCredentials = { readonly userName: string; readonly key: Buffer }
export type Credentials = TypedCredentials | SigningCredentials

/** The two headers each request carries. Both are secrets: a captured pair is good for any call for three minutes. */
export type SignatureHeaders = { readonly 'x-date': string; readonly 'x-authorization': string }

/**
 * Signs a request (provider API: authentication). K is the lower-case hex MD5 of the password's UTF-8 bytes (NFC); the
 * signature is the base64 of HMAC-SHA1, keyed with K's text, over K, a line feed and the x-date value as sent. URL, method
 * and body are not part of it.
 *
 * @param date the x-date value, byte for byte as it will be sent
 * @throws AppError `user-name-invalid` for a name that cannot travel in the header, `cancelled` for a key that was wiped
 */
export function sign(credentials: Credentials, date: string): SignatureHeaders {
  const { userName } = credentials
  assertUserName(userName)
  const key = 'key' in credentials ? credentials.key : keyOf(credentials.password)
  if (key.every((byte) => byte === 0)) throw new AppError('cancelled', 'the account was closed')
  const signature = createHmac('sha1', key).update(key).update(`\n${date}`, 'utf8').digest('base64')
  if (!('key' in credentials)) key.fill(0)
  return { 'x-date': date, 'x-authorization': `${userName}:${signature}` }
}

/** The credentials of an open account: see SigningCredentials. */
export const signingCredentials = ({ userName, password }: TypedCredentials): SigningCredentials => ({ userName, key: keyOf(password) })

/** Overwrites a key: what is signed with it afterwards is refused here. */
export function wipe(credentials: Credentials): void {
  if ('key' in credentials) credentials.key.fill(0)
}

/** K of the documented signature: the text of the MD5, as its 32 bytes. */
function keyOf(password: string): Buffer {
  const bytes = Buffer.from(password.normalize('NFC'), 'utf8')
  const digest = createHash('md5').update(bytes).digest()
  bytes.fill(0)
  const key = Buffer.alloc(32)
  key.write(digest.toString('hex'), 'latin1')
  digest.fill(0)
  return key
}

/** A colon would be ambiguous, and what is not printable ASCII may not survive as a header value. */
export function assertUserName(userName: string): void {
  if (!/^[\x21-\x39\x3b-\x7e](?:[\x20-\x39\x3b-\x7e]*[\x21-\x39\x3b-\x7e])?$/.test(userName)) {
    throw new AppError('user-name-invalid', 'the user name holds a colon or a character that cannot be sent')
  }
}

/** The documented x-date form, UTC, whole seconds rounded down so that rounding never puts us into the future. */
export function formatDate(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')}.000000 GMT+0000`
}
