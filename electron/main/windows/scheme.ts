import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { type FirstFrame, firstFrame } from './first-frame.ts'

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

/** Whether a URL is one of our own pages: the built one, or what the development server sends under that name. */
export function isOurPage(url: string, developmentUrl?: string, page: 'index.html' | 'incoming.html' = 'index.html'): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, pathname, origin } = new URL(url)
  if (developmentUrl !== undefined && origin === new URL(developmentUrl).origin) return (pathname === '/incoming.html') === (page === 'incoming.html')
  return `${protocol}//${host}` === ORIGIN && pathname === `/${page}`
}

/**
 * Whether a page may load this at all, whatever its content security policy says: our own files, and what our pages make themselves.
 *
 * @param developmentUrl the development server, from which its pages and updates to them come
 */
export function mayLoad(url: string, developmentUrl?: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (developmentUrl !== undefined && (protocol === 'devtools:' || host === new URL(developmentUrl).host)) return true
  return protocol === 'data:' || url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`)
}

/**
 * Answers `app://dialdesk/...` from the built page's folder and from nowhere else.
 *
 * @param first what the main window's page shows before its scripts have run
 * @param onPage gets that page's HTML as it is sent
 */
export async function answerPage(root: string, url: string, first: () => FirstFrame, onPage?: (html: string) => void): Promise<Response> {
  const { host, pathname } = new URL(url)
  const path = normalize(join(root, decoded(pathname)))
  const type = types[extname(path)]
  if (host !== 'dialdesk' || !path.startsWith(root + sep) || !type) return new Response('not found', { status: 404 })
  try {
    // at once: a file of the program is there, and the page waits for a dozen of them while main has much else to do
    const file = readFileSync(path)
    const html = pathname === '/index.html' ? mainPage(root, file.toString(), first()) : null
    if (html !== null) onPage?.(html)
    return new Response(html ?? file, {
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

function mainPage(root: string, html: string, frame: FirstFrame): string {
  const path = join(root, 'frames', `${frame.drawn}.html`)
  return firstFrame(html, frame, frame.drawn !== null && existsSync(path) ? readFileSync(path, 'utf8') : null)
}

/** Range of a request for a part of a file (RFC 9110 14.1.2): first and last byte, or null for the whole. */
export function readRange(header: string | null, size: number): { readonly from: number; readonly to: number } | null {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined) return null
  const from = Number(first)
  const to = last ? Math.min(Number(last), size - 1) : size - 1
  return from <= to ? { from, to } : null
}

/** Longest part of a recording that is read into memory at once. */
const PART = 1024 * 1024

/** Answers `app://dialdesk/recordings/<id>` with a part of the recording's file; the id is all the page can name. */
export async function answerRecording(path: string | null, range: string | null): Promise<Response> {
  if (path === null) return new Response('not found', { status: 404 })
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const part = readRange(range, size) ?? { from: 0, to: size - 1 }
      const length = Math.min(part.to - part.from + 1, range === null ? size : PART)
      const data = Buffer.alloc(length)
      await file.read(data, 0, length, part.from)
      return new Response(data, {
        status: range === null ? 200 : 206,
        headers: {
          'content-type': 'audio/wav',
          'accept-ranges': 'bytes',
          'content-length': String(length),
          ...(range === null ? {} : { 'content-range': `bytes ${part.from}-${part.from + length - 1}/${size}` }),
          'cache-control': 'no-store',
        },
      })
    } finally {
      await file.close()
    }
  } catch {
    return new Response('not found', { status: 404 })
  }
}

/** The recording that a URL names, or null. */
export function recordingOf(url: string): number | null {
  const id = /^app:\/\/dialdesk\/recordings\/(\d{1,15})$/.exec(url)?.[1]
  return id === undefined ? null : Number(id)
}

/** A path with a broken escape names no file of ours. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return '/'
  }
}
