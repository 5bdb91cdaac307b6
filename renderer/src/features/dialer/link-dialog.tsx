import { Checkbox, Radio, Select, Stack } from '@mantine/core'
import { IconPhoneCall } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialRequest } from '../../../../shared/domain/desktop.ts'
import { displayNumber, readPhoneNumber } from '../../../../shared/domain/phone-number.ts'
import { DialReasons } from '../../components/dial-question.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useGuardedCall } from '../../hooks/use-guarded-call.ts'
import { useLineState } from '../../hooks/use-line-state.ts'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'
import css from './link-dialog.module.css'
import numberField from './number-field.module.css'
import { NumberPreview, useDialledForm } from './number-preview.tsx'

/** A key or click intended for what was there before must not confirm this dialog, ms. */
const ARM = 600

/** Confirms a dial request from outside the window, with its price: links, clipboard, command line, notifications, tray. */
export function LinkDialog() {
  const request = useApp((s) => s.desktop.request)
  return request && <Question key={request.id} request={request} />
}

function Question({ request }: { readonly request: DialRequest }) {
  const { t } = useTranslation()
  const { id, choices, origin, original, ordinary } = request
  const [number, setNumber] = useState(request.number)
  const lines = useApp((s) => s.lines.lines).filter((l) => l.enabled)
  const first = useApp(currentLine)
  const region = useApp(regionOf)
  const mayCallBack = useMayCallBack()
  const offered = useApp((s) => ordinary && !s.settings.desktop.linksWithoutAsking)
  const [lineId, setLineId] = useState(first?.id ?? null)
  const [always, setAlways] = useState(false)
  const [armed, setArmed] = useState(false)
  const { busy, failure, question, run, confirm, forget } = useGuardedCall()
  const word = useLineState()
  const line = lines.find((l) => l.id === lineId) ?? first
  const dialled = useDialledForm(number, line)
  const emergency = dialled?.kind === 'number' && dialled.emergency
  const ready = line !== null && (line.registration.state === 'registered' || emergency)
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARM)
    return () => clearTimeout(timer)
  }, [])
  const done = (): void => void window.dialdesk.desktop.requestDone({ id })
  const call = async (): Promise<void> => {
    if (!line) return
    if (always) await window.dialdesk.settings.change({ desktop: { linksWithoutAsking: true } })
    await run({
      number,
      begin: (confirmed) => window.dialdesk.calls.dial({ lineId: line.id, number, origin, confirmed, hidden: false, consultFor: null }),
      onBegun: done,
      // both are in this dialog
      agreed: emergency ? ['price', 'emergency'] : ['price'],
    })
  }
  return (
    <Dialog
      title={t('link.title')}
      onClose={done}
      safe={{ label: t('link.cancel'), run: done }}
      extra={{
        label: t('link.edit'),
        run: () => {
          go('phone', number)
          done()
        },
      }}
      confirm={{
        label: t('dial.call'),
        tone: 'go',
        run: () => (question ? confirm() : void call()),
        disabled: !armed || !ready || busy || dialled?.kind !== 'number',
      }}
    >
      <p>{t(`link.from.${origin}`)}</p>
      {choices.length > 1 && (
        <Radio.Group label={t('link.which')} value={number} onChange={setNumber} mt={12}>
          <Stack gap={8} mt={8}>
            {choices.map((choice) => (
              <Radio key={choice} value={choice} label={<bdi className="num">{displayNumber(choice, region)}</bdi>} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <div className={`${numberField['number-field']} number-field ${numberField['asked']}`}>
        <div className={numberField['number-field-entry']}>
          <b className={`num ${css['link-number']}`}>
            <bdi>{displayNumber(number, region)}</bdi>
          </b>
        </div>
        <NumberPreview dialled={dialled} number={number} />
      </div>
      {/* it needs no line */}
      {mayCallBack && !emergency && readPhoneNumber(number, region) !== null && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            go('callback', number)
            done()
          }}
        >
          <IconPhoneCall size={16} aria-hidden /> {t('link.callback')}
        </button>
      )}
      {original !== number && (
        <p className="side-note">
          <bdi>{t(origin === 'link' ? 'link.said.link' : 'link.said.other', { text: original })}</bdi>
        </p>
      )}
      <Select
        label={t('link.line')}
        allowDeselect={false}
        value={line?.id ?? null}
        data={lines.map((l) => ({ value: l.id, label: `${l.label}, ${word(l)}` }))}
        onChange={(id) => {
          // the other line may dial another number
          forget()
          setLineId(id)
        }}
        comboboxProps={{ withinPortal: false }}
      />
      {line && !ready && <p className="side-note">{t('dial.notReady', { line: line.label, state: word(line) })}</p>}
      {offered && <Checkbox mt={12} checked={always} onChange={(e) => setAlways(e.currentTarget.checked)} label={t('link.always')} />}
      {question && <DialReasons reasons={question.reasons} />}
      <FailureNote failure={failure} />
    </Dialog>
  )
}
