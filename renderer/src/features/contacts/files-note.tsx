import { useTranslation } from 'react-i18next'
import { FailureNote } from '../../components/failure-text.tsx'
import type { FileResult, Files } from './use-files.ts'

/** What the last import or export came to, with a way back. */
export function FilesNote({ files: { result, failure, undo, dismiss } }: { readonly files: Files }) {
  const { t } = useTranslation()
  const text = (of: FileResult): string => {
    switch (of.kind) {
      case 'imported':
        return t('import.done', { count: of.counts.added + of.counts.merged })
      case 'exported':
        return t('import.exported', { path: of.path })
      case 'undone':
        return t('import.undone', { count: of.count })
      default:
        return of satisfies never
    }
  }
  return (
    <>
      {result && (
        <div className="note ok padded-x" role="status">
          <span className="grow" style={{ overflowWrap: 'anywhere' }}>
            {text(result)}
          </span>
          {result.kind === 'imported' && (
            // biome-ignore lint/a11y/noAutofocus: what had the focus is gone with the dialog
            <button type="button" className="text-button" autoFocus onClick={() => void undo()}>
              {t('contact.undo')}
            </button>
          )}
          <button type="button" className="text-button" onClick={dismiss}>
            {t('storage.dismiss')}
          </button>
        </div>
      )}
      <FailureNote failure={failure} />
    </>
  )
}
