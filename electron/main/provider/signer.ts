import { createHash, createHmac } from 'node:crypto'
import { AppError } from '../../../shared/domain/failure.ts'

export type Credentials = { readonly userName: string; readonly password: string }

/** The two headers each request carries. Both are secrets: a captured pair is good for any call for three minutes. */
export type SignatureHeaders = { readonly 'x-date': string; readonly 'x-authorization': string }

/**
 * Signs a request (provider API: authentication). K is the lower-case hex MD5 of the password's UTF-8 bytes (NFC); the
 * signature is the base64 of HMAC-SHA1, keyed with K's text, over K, a line feed and the x-date value as sent. URL, method
 * and body are not part of it.
 *
 * @param date the x-date value, byte for byte as it will be sent
 * @throws AppError user-name-invalid for a name that cannot travel in the header
 */
export function sign({ userName, password }: Credentials, date: string): SignatureHeaders {
  assertUserName(userName)
  const key = createHash('md5').update(password.normalize('NFC'), 'utf8').digest('hex')
  const signature = createHmac('sha1', key).update(`${key}\n${date}`, 'utf8').digest('base64')
  return { 'x-date': date, 'x-authorization': `${userName}:${signature}` }
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
