import { useState } from 'react'
import type { ExportFormat, ImportCounts, ImportPreview } from '../../../../shared/domain/contact-import.ts'
import type { Failure } from '../../../../shared/domain/failure.ts'
import { useRequest } from '../../hooks/use-request.ts'

/** What the last action with a file came to. */
export type FileResult =
  | { readonly kind: 'imported'; readonly counts: ImportCounts }
  | { readonly kind: 'exported'; readonly path: string }
  | { readonly kind: 'undone'; readonly count: number }

export type Files = {
  readonly failure: Failure | null
  readonly result: FileResult | null
  /** The file that was chosen, and what importing it would do. */
  readonly preview: ImportPreview | null
  readonly start: () => Promise<void>
  readonly export: (format: ExportFormat) => Promise<void>
  readonly undo: () => Promise<void>
  /** The import dialog is closed; `counts`: the file was imported. */
  readonly close: (counts: ImportCounts | null) => void
  readonly dismiss: () => void
}

/** Files with contacts: chosen, imported, exported, and the last import taken back. */
export function useFiles(): Files {
  const { failure, request, clear } = useRequest()
  const [result, setResult] = useState<FileResult | null>(null)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const { contacts } = window.dialdesk
  return {
    failure,
    result,
    preview,
    async start() {
      setResult(null)
      const outcome = await request(contacts.chooseImport({ duplicates: 'merge' }))
      if (outcome.ok) setPreview(outcome.value)
    },
    async export(format) {
      setResult(null)
      const outcome = await request(contacts.export({ format }))
      if (outcome.ok && outcome.value) setResult({ kind: 'exported', path: outcome.value.path })
    },
    async undo() {
      setResult(null)
      const outcome = await request(contacts.undoImport())
      if (outcome.ok) setResult({ kind: 'undone', count: outcome.value })
    },
    close(counts) {
      setPreview(null)
      if (counts) setResult({ kind: 'imported', counts })
      else void contacts.cancelImport()
    },
    dismiss() {
      setResult(null)
      clear()
    },
  }
}
