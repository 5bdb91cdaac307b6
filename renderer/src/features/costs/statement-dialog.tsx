import { Checkbox, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_TAGGED_CALLS } from '../../../../shared/domain/costs.ts'
import { DateRange } from '../../components/date-range.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import css from './costs-screen.module.css'

type Props = {
  readonly range: { readonly from: string; readonly to: string }
  readonly onClose: () => void
  readonly onSaved: (file: { readonly path: string; readonly complete: boolean }) => void
}

/** Which days a statement is about, and as what it is saved. */
export function StatementDialog({ range: first, onClose, onSaved }: Props) {
  const { t, i18n } = useTranslation()
  const [range, setRange] = useState(first)
  const [format, setFormat] = useState<'pdf' | 'csv'>('pdf')
  const [spreadsheet, setSpreadsheet] = useState(true)
  const reading = useApp((s) => s.services.history.running)
  const { busy, failure, request } = useRequest()
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.costs.statement({ ...range, format, spreadsheet }))
    if (!outcome.ok || !outcome.value) return
    onSaved(outcome.value)
    onClose()
  }
  const cancel = (): void => {
    if (busy) void window.dialdesk.history.cancelExport()
    onClose()
  }
  return (
    <Dialog
      title={t('costs.statementTitle')}
      onClose={cancel}
      safe={{ label: t('calls.cancel'), run: cancel }}
      confirm={{ label: t('costs.save'), tone: 'primary', run: () => void save(), disabled: busy }}
    >
      <div className={css['choices']}>
        <div className="row low">
          <DateRange range={range} onChange={setRange} />
        </div>
        <Radio.Group label={t('costs.format')} value={format} onChange={(next) => setFormat(next as 'pdf')}>
          <div className={css['choices']} style={{ gap: 8, marginTop: 8 }}>
            <Radio value="pdf" label={t('costs.pdf')} description={t('costs.pdfHint', { most: MOST_TAGGED_CALLS.toLocaleString(i18n.language) })} />
            <Radio value="csv" label={t('costs.csv')} />
          </div>
        </Radio.Group>
        <Checkbox
          label={t('costs.spreadsheet')}
          description={t('costs.spreadsheetHint')}
          disabled={format === 'pdf'}
          checked={spreadsheet}
          onChange={(e) => setSpreadsheet(e.currentTarget.checked)}
        />
        {/* not announced at each step */}
        {busy && reading && <p className="note num">{t('calls.reading', { done: reading.done, count: reading.of })}</p>}
        {busy && !reading && (
          <p className="note" role="status">
            {t('costs.saving')}
          </p>
        )}
        <FailureNote failure={failure} />
      </div>
    </Dialog>
  )
}
