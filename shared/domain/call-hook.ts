import { z } from 'zod'

export const hookEvents = ['ring', 'answer', 'end'] as const

/** A program that runs, or an address that gets a request, at some steps of each call. Set by main alone, once the user has confirmed it. */
export const callHookSchema = z.object({
  /** Path of a program, or an address; "" for none. */
  target: z.string().max(2000),
  events: z.array(z.enum(hookEvents)),
})
export type CallHook = z.infer<typeof callHookSchema>
export const noHook: CallHook = { target: '', events: [...hookEvents] }

/**
 * What a target is: an https address (http on this computer alone), or the full path of a program. Null: neither, since a bare name would
 * run whatever is found first.
 */
export function hookKind(target: string): 'address' | 'program' | null {
  const text = target.trim()
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    try {
      const { protocol, hostname, username } = new URL(text)
      const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
      return username === '' && (protocol === 'https:' || (protocol === 'http:' && here)) ? 'address' : null
    } catch {
      return null
    }
  }
  return /^(?:\/[^/]|[a-z]:[\\/])/i.test(text) && !/[\0\r\n]/.test(text) ? 'program' : null
}
