import { Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'

/** Choices of how long calls are kept, months. */
const KEEP = [1, 3, 6, 12, 24, 36, 120]

/** What is on this computer: how long calls are kept, an export of everything, the deletion of everything. */
export function DataPage() {
  const { t } = useTranslation()
  const keepMonths = useApp((s) => s.settings.calls.keepMonths)
  const [saved, setSaved] = useState<{ path: string; missing: number } | null>(null)
  const [deleting, setDeleting] = useState(false)
  const { busy, failure, request } = useRequest()
  const exporting = useApp((s) => s.storage.exporting)
  const { history, data } = window.dialdesk
  const months = keepMonths === null || KEEP.includes(keepMonths) ? KEEP : [...KEEP, keepMonths].sort((a, b) => a - b)
  const save = async (): Promise<void> => {
    setSaved(null)
    const outcome = await request(data.export())
    if (outcome.ok) setSaved(outcome.value)
  }
  return (
    <>
      <h2>{t('settings.data')}</h2>
      <div className="narrow">
        <Select
          label={t('data.keep')}
          description={t('data.keepHint')}
          allowDeselect={false}
          value={String(keepMonths ?? 'forever')}
          data={[{ value: 'forever', label: t('data.forever') }, ...months.map((n) => ({ value: String(n), label: t('data.months', { count: n }) }))]}
          onChange={(value) => value && void request(history.keep({ months: value === 'forever' ? null : Number(value) }))}
        />
        <h2>{t('data.export')}</h2>
        <p>{t('data.exportText')}</p>
        <div className="row">
          <button type="button" className="button" disabled={busy} aria-busy={busy} onClick={() => void save()}>
            {t('data.exportButton')}
          </button>
          {exporting !== null && (
            <>
              <span className="num">{t('data.exporting', { count: exporting })}</span>
              <button type="button" className="text-button" onClick={() => void data.cancelExport()}>
                {t('calls.cancel')}
              </button>
            </>
          )}
        </div>
        {saved && (
          <p className="note ok" role="status">
            {t('calls.saved', { path: saved.path })} {saved.missing > 0 && t('data.missing', { count: saved.missing })}
          </p>
        )}
        <h2>{t('data.delete')}</h2>
        <p>{t('data.deleteText')}</p>
        <div>
          <button type="button" className="button stop" disabled={busy} onClick={() => setDeleting(true)}>
            {t('data.deleteButton')}
          </button>
        </div>
        <FailureNote failure={failure} />
      </div>
      {deleting && <DeleteEverything onClose={() => setDeleting(false)} />}
    </>
  )
}

function DeleteEverything({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const remembered = useApp((s) => s.account.remembered)
  const [recordings, setRecordings] = useState(false)
  const { busy, failure, request } = useRequest()
  const remove = async (): Promise<void> => {
    if ((await request(window.dialdesk.data.delete({ recordings, confirmed: true }))).ok) onClose()
  }
  return (
    <Dialog
      title={t('data.deleteTitle')}
      onClose={onClose}
      safe={{ label: t('data.keepAll'), run: onClose }}
      confirm={{ label: t('data.deleteButton'), tone: 'stop', disabled: busy, run: () => void remove() }}
    >
      <p>{t('data.deleted')}</p>
      <ul className="plain-list">
        {remembered.map(({ id, userName, providerAddress }) => (
          <li key={id}>
            <b>
              <bdi>{userName}</bdi>
            </b>{' '}
            · {providerAddress}
          </li>
        ))}
        <li>{t('data.deletedData')}</li>
        <li>{t('data.deletedSecrets')}</li>
        <li>{t('data.deletedSettings')}</li>
      </ul>
      <Checkbox label={t('data.recordings')} checked={recordings} onChange={(e) => setRecordings(e.currentTarget.checked)} />
      <p>{t('data.stays')}</p>
      <FailureNote failure={failure} />
    </Dialog>
  )
}
