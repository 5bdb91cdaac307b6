import { TextInput } from '@mantine/core'
import { IconCircleCheck, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EchoTest } from '../../components/echo-test.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'
import { startTestCall, useFirstRun } from './progress.ts'

/** An echo on this computer, which costs nothing, and a call to an echo number. The provider's API names none, so the user enters one. */
export function TestStep() {
  const { t } = useTranslation()
  const { echoNumber } = useApp((s) => s.settings.calls)
  const [number, setNumber] = useState(echoNumber)
  const test = useFirstRun((f) => f.test)
  const wanted = number.trim()
  const save = (): void => void window.dialdesk.settings.change({ calls: { echoNumber: wanted } })
  return (
    <>
      <h2>{t('first.testHere')}</h2>
      <EchoTest />
      <h2>{t('first.testLine')}</h2>
      <p>{t('first.testLineText')}</p>
      <TextInput
        label={t('diag.echoNumber')}
        inputMode="tel"
        maxLength={64}
        value={number}
        onChange={(e) => setNumber(e.currentTarget.value)}
        onBlur={save}
      />
      <div className={css['first-call']}>
        <button type="button" className="button go" disabled={wanted === '' || test === 'calling'} onClick={() => void startTestCall(wanted)}>
          <IconPhone size={16} aria-hidden /> {t('first.testCall')}
        </button>
        {wanted !== '' && <NumberPrice number={wanted} />}
      </div>
      {test !== 'idle' && test !== 'calling' && (
        <p className={`note ${test === 'ok' ? 'ok' : 'wait'}`} role="status">
          {test === 'ok' && <IconCircleCheck size={16} aria-hidden />} <span>{t(`diag.result.echo.${test}`)}</span>
        </p>
      )}
    </>
  )
}
