import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { CallLogEntry } from '../../../../shared/domain/call.ts'
import { asTyped } from '../../../../shared/domain/number-intake.ts'
import { fieldText } from '../../../../shared/domain/number-typing.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import { useApp } from '../../state/app-store.ts'
import { takeEntered, useNavigation } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { DialPane } from './dial-pane.tsx'
import css from './phone-screen.module.css'
import { RecentCalls } from './recent-calls.tsx'

type Entered = { readonly number: string; readonly lineId: string | null }
/** A number from elsewhere as it would be typed. */
const inField = ({ number, lineId }: Entered, region: string): Entered => ({ number: fieldText(asTyped(number), region), lineId })

/** The dialler on the left, recent calls on the right. @param summary of the call that ended last, above the recent calls */
export function PhoneScreen({ summary }: { readonly summary: ReactNode }) {
  const region = useApp(regionOf)
  const [entered, setEntered] = useState(() => inField(takeEntered(), region))
  const current = useApp((s) => s.lines.defaultLineId)
  // set by another part while this screen is open
  const given = useNavigation((n) => n.number)
  useEffect(() => {
    if (!given) return
    setEntered(inField(takeEntered(), region))
    document.querySelector<HTMLElement>('[data-number-field]')?.focus()
  }, [given, region])
  // whoever chooses another line means it for the number that is entered, too
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time another line is chosen
  useEffect(() => setEntered((before) => (before.lineId === null ? before : { ...before, lineId: null })), [current])
  const dialling = useDial(() => setEntered({ number: '', lineId: null }))
  // a number that is typed must not draw the list beside it again
  const dial = useRef(dialling.dial)
  dial.current = dialling.dial
  const callAgain = useCallback((entry: CallLogEntry) => void dial.current(entry.number, entry.lineId, 'redial'), [])
  const callMailbox = useCallback((mailbox: string, lineId: string) => void dial.current(mailbox, lineId, 'voicemail'), [])
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  return (
    <div className={css['phone']}>
      <DialPane
        number={entered.number}
        lineId={entered.lineId}
        onNumber={(number) => setEntered(({ lineId }) => ({ number, lineId: number === '' ? null : lineId }))}
        onParty={(number, lineId) => setEntered({ number, lineId })}
        onLine={() => setEntered((before) => ({ ...before, lineId: null }))}
        dialling={dialling}
      />
      <div className={css['past']}>
        {summary}
        {signedIn && <RecentCalls onCall={callAgain} onMailbox={callMailbox} />}
      </div>
      <DialQuestion of={dialling} />
    </div>
  )
}
