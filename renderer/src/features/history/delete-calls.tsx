import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../../../shared/domain/history-query.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useRequest } from '../../hooks/use-request.ts'

type Props = {
  readonly filter: HistoryFilter
  /** How many fit the filter; null while that is not known. */
  readonly count: number | null
  /** Whether the filter leaves any out. */
  readonly filtered: boolean
}

/** A button that deletes all calls that are listed, after a question that says what goes. */
export function DeleteCalls({ filter, count, filtered }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { busy, failure, request } = useRequest()
  const remove = async (): Promise<void> => {
    if ((await request(window.dialdesk.history.removeMatching({ ...filter, confirmed: true }))).ok) setAsking(false)
  }
  return (
    <>
      <IconButton label={t('deletion.list')} disabled={!count} onClick={() => setAsking(true)}>
        <IconTrash size={18} aria-hidden />
      </IconButton>
      {asking && count !== null && (
        <Dialog
          title={t(filtered ? 'deletion.askMatching' : 'deletion.askAll', { count })}
          onClose={() => setAsking(false)}
          safe={{ label: t('deletion.keep'), run: () => setAsking(false) }}
          confirm={{ label: t('deletion.confirm', { count }), tone: 'stop', disabled: busy, run: () => void remove() }}
        >
          <p>{t('deletion.what')}</p>
          <p>{t('deletion.stays')}</p>
          <FailureNote failure={failure} />
        </Dialog>
      )}
    </>
  )
}
