import { AppError } from '../../../shared/domain/failure.ts'

export type CardAccess = { readonly address: string; readonly userName: string; readonly password: string }

/** @throws AppError `card-server-not-encrypted` for an address to which the password would go over the network as it is */
export function assertEncrypted({ protocol, hostname }: URL): void {
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol !== 'https:' && !(local && protocol === 'http:')) throw new AppError('card-server-not-encrypted', protocol)
}

/** Checks and completes what the user typed. @throws AppError `address-invalid`, `card-server-not-encrypted` */
export function readCardAddress(text: string): string {
  let url: URL
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`)
  } catch {
    throw new AppError('address-invalid', 'no address')
  }
  if (url.username || url.password || !url.hostname) throw new AppError('address-invalid', 'no address')
  assertEncrypted(url)
  return url.href
}
