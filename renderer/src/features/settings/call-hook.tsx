import { Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hookEvents } from '../../../../shared/domain/call-hook.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'

/** A program or an address that gets to know of calls; main asks before it is used. */
export function CallHook() {
  const { t } = useTranslation()
  const hook = useApp((s) => s.settings.hook)
  const off = useApp((s) => s.environment.managed.disabled.includes('events'))
  const [target, setTarget] = useState(hook.target)
  const [outcome, setOutcome] = useState<'set' | 'refused' | null>(null)
  const { busy, failure, request } = useRequest()
  if (off) return <p className="note">{t('hook.off')}</p>
  const save = async (next: typeof hook): Promise<void> => {
    setOutcome(null)
    const result = await request(window.dialdesk.settings.setHook(next))
    if (result.ok) setOutcome(result.value.set ? 'set' : 'refused')
  }
  const texts = { ring: t('hook.ring'), answer: t('hook.answer'), end: t('hook.end') }
  return (
    <>
      <form
        className="row"
        onSubmit={(e: FormEvent) => {
          e.preventDefault()
          void save({ ...hook, target })
        }}
      >
        <TextInput
          className="grow"
          label={t('hook.target')}
          description={t('hook.hint')}
          placeholder="https://"
          spellCheck={false}
          maxLength={2000}
          value={target}
          onChange={(e) => setTarget(e.currentTarget.value)}
        />
        <button type="submit" className="button" disabled={busy || target.trim() === hook.target} aria-busy={busy}>
          {t('hook.save')}
        </button>
      </form>
      {outcome !== null && (
        <p className="hint" role="status">
          {t(outcome === 'refused' ? 'hook.refused' : hook.target === '' ? 'hook.none' : 'hook.set')}
        </p>
      )}
      <FailureNote failure={failure} />
      {hook.target !== '' && (
        <fieldset className="stack area">
          <legend>{t('hook.when')}</legend>
          {hookEvents.map((event) => (
            <Checkbox
              key={event}
              label={texts[event]}
              checked={hook.events.includes(event)}
              onChange={(e) =>
                void save({ ...hook, events: hookEvents.filter((one) => (one === event ? e.currentTarget.checked : hook.events.includes(one))) })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  )
}
