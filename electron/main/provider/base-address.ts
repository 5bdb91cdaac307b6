import { AppError } from '../../../shared/domain/failure.ts'

/**
 * Reads the provider address a user typed: with or without `https://`, a trailing slash or an `/api/rest/v2/` tail. Only
 * https; http for a loopback server alone.
 *
 * @returns the base without a trailing slash, e.g. `https://login.provider.example`
 * @throws AppError address-invalid
 */
export function readBaseAddress(text: string): string {
  const typed = text.trim()
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!url?.hostname || !secure || url.username || url.password || url.search || url.hash) {
    throw new AppError('address-invalid', 'not a provider address: https://host expected')
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api(\/rest(\/v\d+)?)?$/, '')
  return `${url.origin}${path}`
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
