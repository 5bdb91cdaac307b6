import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://dialdesk`

/**
 * No script but our own files, no inline script, no eval, nothing from the network. Styles may be inline: Mantine sets
 * custom properties on elements.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "media-src 'self' blob: mediastream:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** Whether a URL is our own page: the built one, or whatever the development server sends. */
export function isOurPage(url: string, developmentUrl?: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, pathname, origin } = new URL(url)
  if (developmentUrl !== undefined && origin === new URL(developmentUrl).origin) return true
  return `${protocol}//${host}` === ORIGIN && pathname === '/index.html'
}

/** Answers `app://dialdesk/...` from the built page's folder and from nowhere else. */
export async function answerPage(root: string, url: string): Promise<Response> {
  const { host, pathname } = new URL(url)
  const path = normalize(join(root, decoded(pathname)))
  const type = types[extname(path)]
  if (host !== 'dialdesk' || !path.startsWith(root + sep) || !type) return new Response('not found', { status: 404 })
  try {
    return new Response(await readFile(path), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    })
  } catch {
    return new Response('not found', { status: 404 })
  }
}

/** A path with a broken escape names no file of ours. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return '/'
  }
}
