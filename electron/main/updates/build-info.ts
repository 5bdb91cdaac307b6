import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const updatesSchema = z.object({
  /** Folder with manifests and packages, over https. */
  url: z.url().refine((u) => u.startsWith('https://') || /^http:\/\/127\.0\.0\.1[:/]/.test(u)),
  /** Public Ed25519 key (SPKI, DER, base64) of the Linux manifests. */
  key: z.string().max(200).nullable().default(null),
  /** The package carries the platform's signature. */
  signed: z.boolean().default(false),
})

/** What the packaging wrote about this build into its package.json (`dialdesk.updates`). */
export type BuildInfo = { readonly packaged: boolean; readonly updates: z.infer<typeof updatesSchema> | null }

/** Null updates where the package names no usable place: such a build never looks for updates. Never throws. */
export function readBuildInfo(appPath: string, packaged: boolean): BuildInfo {
  try {
    const { dialdesk } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))
    return { packaged, updates: updatesSchema.parse(dialdesk?.updates) }
  } catch {
    return { packaged, updates: null }
  }
}
