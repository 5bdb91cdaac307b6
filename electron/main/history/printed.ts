import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeWhole } from './whole-file.ts'

export type Sheets = {
  /** Template of each sheet's foot. */
  readonly footer: string
  /** With headings and tables marked for screen readers, which takes 2 kB for a row of six cells. */
  readonly tagged: boolean
}

/** Makes a PDF of a page; null where this computer cannot. */
export type PrintPage = (page: string, sheets: Sheets, signal: AbortSignal) => Promise<Uint8Array | null>

export type Printed = Sheets & {
  /** Writes the page, without script and without anything from elsewhere, to a file. */
  readonly write: (to: string) => Promise<void>
  readonly print: PrintPage
  readonly signal: AbortSignal
}

/**
 * Writes a page as a PDF. Returns its path, which ends in `.html` where no PDF could be made: a browser prints that. The page that the
 * PDF is made of lies in a folder of its own, which nobody else can read, and is removed in any case.
 */
export async function writePrinted(path: string, { write, footer, tagged, print, signal }: Printed): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dialdesk-'))
  try {
    const page = join(folder, 'page.html')
    await write(page)
    const pdf = await print(page, { footer, tagged }, signal)
    signal.throwIfAborted()
    if (pdf) {
      await writeWhole(path, (part) => part(pdf))
      return path
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const instead = path.replace(/(\.pdf)?$/i, '.html')
  await write(instead)
  return instead
}
