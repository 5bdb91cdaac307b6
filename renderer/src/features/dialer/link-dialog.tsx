import { Checkbox, Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialRequest } from '../../../../shared/desktop.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-text.tsx'
import { useLineState } from '../lines/line-state.ts'
import { PlateFacts, usePlate } from './plate-facts.tsx'
import './dialer.css'

/** A press that was meant for the question before must not answer this one. */
const ARM = 600

/** A wish to call from outside the window, asked about with its price: links, clipboard, command line, notices, tray. */
export function LinkDialog() {
  const request = useApp((s) => s.desktop.request)
  return request && <Question key={request.id} request={request} />
}

function Question({ request }: { readonly request: DialRequest }) {
  const { t } = useTranslation()
  const { id, number, origin, said, ordinary } = request
  const lines = useApp((s) => s.lines.lines).filter((l) => l.enabled)
  const first = useApp(currentLine)
  const region = useApp(regionOf)
  const offered = useApp((s) => ordinary && !s.settings.desktop.linksWithoutAsking)
  const [lineId, setLineId] = useState(first?.id ?? null)
  const [always, setAlways] = useState(false)
  const [armed, setArmed] = useState(false)
  const { busy, failure, ask } = useAsk()
  const word = useLineState()
  const line = lines.find((l) => l.id === lineId) ?? first
  const plate = usePlate(number, line)
  const emergency = plate?.kind === 'number' && plate.emergency
  const ready = line !== null && (line.registration.state === 'registered' || emergency)
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARM)
    return () => clearTimeout(timer)
  }, [])
  const done = (): void => void window.dialdesk.desktop.requestDone({ id })
  const call = async (): Promise<void> => {
    if (!line) return
    if (always) await window.dialdesk.settings.change({ desktop: { linksWithoutAsking: true } })
    const outcome = await ask(window.dialdesk.calls.dial({ lineId: line.id, number, origin, confirmed: true, hidden: false, consultFor: null }))
    if (outcome.ok) done()
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
      act={{ label: t('dial.call'), tone: 'go', run: () => void call(), disabled: !armed || !ready || busy || plate?.kind !== 'number' }}
    >
      <p>{t(`link.from.${origin}`)}</p>
      <div className="plate asked">
        <div className="plate-top">
          <b className="num link-number">
            <bdi>{displayNumber(number, region)}</bdi>
          </b>
        </div>
        <PlateFacts plate={plate} number={number} />
      </div>
      {said !== number && (
        <p className="link-said">
          <bdi>{t(origin === 'link' ? 'link.said.link' : 'link.said.other', { text: said })}</bdi>
        </p>
      )}
      <Select
        label={t('link.line')}
        allowDeselect={false}
        value={line?.id ?? null}
        data={lines.map((l) => ({ value: l.id, label: `${l.label}, ${word(l)}` }))}
        onChange={setLineId}
        comboboxProps={{ withinPortal: false }}
      />
      {line && !ready && <p className="link-said">{t('dial.notReady', { line: line.label, state: word(line) })}</p>}
      {offered && <Checkbox mt={12} checked={always} onChange={(e) => setAlways(e.currentTarget.checked)} label={t('link.always')} />}
      <FailureNote failure={failure} />
    </Dialog>
  )
}
