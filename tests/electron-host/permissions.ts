// Chromium asks nobody here (no prompts in headless): what the app's own handlers would answer is set in it beforehand.
import { host } from './host.ts'

/** Chromium's permission names -> what Electron passes to the app's handlers. */
const asked: Record<string, string> = {
  'speaker-selection': 'speaker-selection',
  'local-network-access': 'local-network-access',
  'local-network': 'local-network-access',
  'loopback-network': 'loopback-network',
}

export async function applyPermissions(): Promise<void> {
  const root = host.chromium?.cdp.root
  if (!root) return
  // the page asks for these through main first (world.ts); Chromium itself only has to agree
  // names that this Chromium does not know; an app that is closed while it opens
  const set = (method: string, what: object) =>
    root.send(method, what).catch((e: Error) => {
      if (!/unknown|invalid|Chromium is gone/i.test(e.message)) throw e
    })
  await set('Browser.grantPermissions', { permissions: ['audioCapture', 'notifications', 'clipboardReadWrite', 'clipboardSanitizedWrite'] })
  for (const [scheme] of host.schemes) {
    const wc = [...host.contents.values()][0]
    const page = wc?.getURL() ?? ''
    // a window that still shows its empty first page has no origin to give anything to; it is asked again when it has one
    if (!page.startsWith(`${scheme}://`)) continue
    const origin = new URL(host.toChromium(page)).origin
    for (const [name, permission] of Object.entries(asked)) {
      const granted =
        host.session.check(wc ?? null, permission, originOf(page)) &&
        (await host.session.ask(wc ?? null, permission, { isMainFrame: true, requestingUrl: page, mediaTypes: ['audio'] }))
      await set('Browser.setPermission', { origin, permission: { name }, setting: granted ? 'granted' : 'denied' })
    }
  }
}

function originOf(url: string): string {
  const m = /^([a-z0-9+.-]+:\/\/[^/]*)/i.exec(url)
  return m?.[1] ?? ''
}
