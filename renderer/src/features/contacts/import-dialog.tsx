import { Modal, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Duplicates,
  duplicatesChoices,
  type ImportChoice,
  type ImportCounts,
  type ImportPreview,
  textEncodings,
} from '../../../../shared/domain/contact-import.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { ImportColumns } from './import-columns.tsx'
import css from './import-dialog.module.css'
import { ImportReport } from './import-report.tsx'

type Props = { readonly first: ImportPreview; readonly onClose: (counts: ImportCounts | null) => void }

/** What a file holds and what importing it would do, before anything is written: read as, columns, duplicates, a report by line. */
export function ImportDialog({ first, onClose }: Props) {
  const { t } = useTranslation()
  const [preview, setPreview] = useState(first)
  const [tried, setTried] = useState(0)
  const [duplicates, setDuplicates] = useState<Duplicates>('merge')
  const { busy, failure, request } = useRequest()
  const read = async (part: Partial<ImportChoice>): Promise<void> => {
    const outcome = await request(window.dialdesk.contacts.previewImport({ duplicates, ...part }))
    if (!outcome.ok) return
    setPreview(outcome.value)
    setTried((n) => n + 1)
  }
  const run = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.contacts.runImport({ duplicates }))
    if (outcome.ok) onClose(outcome.value)
  }
  const { added, merged, skipped } = preview.counts
  return (
    // composed from parts, as the other dialogs: Mantine's ready-made header is a second banner landmark
    <Modal.Root opened onClose={() => onClose(null)} size={720} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content radius={12}>
        <Modal.Body p={20} className="stack">
          <Modal.Title className={css['title']}>
            <bdi>{t('import.title', { file: preview.fileName })}</bdi>
          </Modal.Title>
          <div className="row low">
            <Select
              label={t('import.encoding')}
              allowDeselect={false}
              value={preview.encoding}
              data={textEncodings.map((value) => ({ value, label: t(`import.encodings.${value}`) }))}
              comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
              onChange={(value) => value && void read({ encoding: value })}
            />
            <small>{t(preview.format === 'csv' ? 'import.isCsv' : 'import.isVcard')}</small>
          </div>
          {preview.format === 'csv' && (
            <ImportColumns
              preview={preview}
              onTargets={(targets) => void read({ targets })}
              onHead={(hasHead) => void read({ hasHead, targets: [] })}
            />
          )}
          <Radio.Group
            label={t('import.duplicates')}
            value={duplicates}
            onChange={(next) => {
              setDuplicates(next)
              void read({ duplicates: next })
            }}
          >
            <div className="row">
              {duplicatesChoices.map((value) => (
                <Radio key={value} value={value} label={t(`import.duplicate.${value}`)} />
              ))}
            </div>
          </Radio.Group>
          <p role="status" className={css['counts']}>
            <b>{t('import.wouldAdd', { count: added })}</b>
            <span>{t('import.wouldMerge', { count: merged })}</span>
            <span>{t('import.wouldSkip', { count: skipped })}</span>
          </p>
          <ImportReport key={tried} skipped={skipped} />
          <FailureNote failure={failure} />
          <div className="row">
            <button type="button" className="button primary" data-autofocus disabled={busy || added + merged === 0} onClick={() => void run()}>
              {t('import.run', { count: added + merged })}
            </button>
            <button type="button" className="button" onClick={() => onClose(null)}>
              {t('contact.cancel')}
            </button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
