import { type KeyObject, sign } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a detached Ed25519 signature (RFC 8032, base64) beside each Linux manifest in the folder. @returns their names */
export function signManifests(folder: string, key: KeyObject): string[] {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key of the manifests is an Ed25519 key')
  const manifests = readdirSync(folder).filter((f) => /-linux[\w-]*\.yml$/.test(f))
  for (const manifest of manifests)
    writeFileSync(join(folder, `${manifest}.sig`), `${sign(null, readFileSync(join(folder, manifest)), key).toString('base64')}\n`)
  return manifests
}
