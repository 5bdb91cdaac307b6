import { chmodSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Ours in the user-data folder; what else is there is Chromium's, which looks after it itself. */
const ours = /^(?:accounts|logs|crashes|command-token|phone-memory.*|settings.*\.json|contacts.*)$/

/**
 * Takes the user's data from the other users of the computer: what an earlier version, a copy or a restored backup left open is the user's alone
 * again. On Windows the access list of the user's profile does this.
 *
 * @returns paths that were open to others, and are not any more
 */
export function keepPrivate(folder: string, platform: NodeJS.Platform = process.platform): string[] {
  if (platform === 'win32') return []
  const mended: string[] = []
  mend(folder, mended, (name) => ours.test(name))
  return mended
}

function mend(path: string, mended: string[], isOurs: (name: string) => boolean = () => true): void {
  try {
    const { mode, uid } = statusOf(path)
    const folder = (mode & TYPE) === FOLDER
    // a link leads elsewhere, and what belongs to somebody else is not ours to change
    if ((!folder && (mode & TYPE) !== FILE) || uid !== process.getuid?.()) return
    if (mode & OTHERS) {
      chmodSync(path, folder ? 0o700 : 0o600)
      mended.push(path)
    }
    if (folder) for (const name of readdirSync(path)) if (isOurs(name)) mend(join(path, name), mended)
  } catch {
    // gone meanwhile, or on a file system without modes
  }
}

const statusOf = (path: string): { readonly mode: number; readonly uid: number } => lstatSync(path)
const TYPE = 0o170000
const FOLDER = 0o040000
const FILE = 0o100000
const OTHERS = 0o077
