import { IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureText } from '../components/failure-text.tsx'
import { isTextField } from '../hooks/is-text-field.ts'
import { useRequest } from '../hooks/use-request.ts'
import { useApp } from '../state/app-store.ts'
import css from './undo-deletion.module.css'

/** Calls that were deleted can be restored for some seconds, from every screen and by Ctrl Z. */
export function UndoDeletion() {
  const { t } = useTranslation()
  const last = useApp((s) => s.services.history.deletions)[0]
  const { busy, failure, request, clear } = useRequest()
  const [restored, setRestored] = useState(false)
  const id = last?.id ?? null
  useEffect(() => {
    if (id === null) return
    setRestored(false)
    const undo = (): void => void request(window.dialdesk.history.undo({ deletion: id })).then(({ ok }) => setRestored(ok))
    const onKey = (e: KeyboardEvent): void => {
      const command = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey
      if (!command || e.key.toLowerCase() !== 'z' || e.repeat || e.defaultPrevented || isTextField(e.target)) return
      e.preventDefault()
      undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [id, request])
  return (
    <div className={css['place']}>
      {/* in the document before there is something to say, so that it is announced */}
      <div role="status" className={last ? css['bar'] : failure ? `${css['bar']} wait` : 'hidden'} data-pane={last ? '' : undefined}>
        {last ? (
          <>
            <IconTrash size={16} aria-hidden />
            <span className="num">{t('deletion.done', { count: last.count })}</span>
            <button
              type="button"
              className="text-button"
              disabled={busy}
              onClick={() => void request(window.dialdesk.history.undo({ deletion: last.id })).then(({ ok }) => setRestored(ok))}
            >
              {t('deletion.undo')}
            </button>
          </>
        ) : failure ? (
          <>
            {failureText(t, failure)}
            <button type="button" className="text-button" onClick={clear}>
              {t('storage.dismiss')}
            </button>
          </>
        ) : (
          restored && t('deletion.restored')
        )}
      </div>
    </div>
  )
}
