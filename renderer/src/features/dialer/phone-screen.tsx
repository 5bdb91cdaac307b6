import { type ReactNode, useEffect, useState } from 'react'
import { asTyped } from '../../../../shared/domain/number-intake.ts'
import { fieldText } from '../../../../shared/domain/number-typing.ts'
import { EmergencyConfirm } from '../../components/emergency-confirm.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber, useNavigation } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { DialPane } from './dial-pane.tsx'
import css from './phone-screen.module.css'
import { RecentCalls } from './recent-calls.tsx'

/** The dialler on the left, recent calls on the right. @param summary of the call that ended last, above the recent calls */
export function PhoneScreen({ summary }: { readonly summary: ReactNode }) {
  const region = useApp(regionOf)
  const [number, setNumber] = useState(() => fieldText(asTyped(takeNumber()), region))
  // set by another part while this screen is open
  const given = useNavigation((n) => n.number)
  useEffect(() => {
    if (given) setNumber(fieldText(asTyped(takeNumber()), region))
  }, [given, region])
  const dialling = useDial(() => setNumber(''))
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  return (
    <div className={css['phone']}>
      <DialPane number={number} onNumber={setNumber} dialling={dialling} />
      <div className={css['past']}>
        {summary}
        {signedIn && (
          <RecentCalls
            onCall={(entry) => void dialling.dial(entry.number, entry.lineId, 'redial')}
            onMailbox={(mailbox, lineId) => void dialling.dial(mailbox, lineId, 'contact')}
          />
        )}
      </div>
      {dialling.toConfirm && <EmergencyConfirm number={dialling.toConfirm.number} onNo={dialling.forget} onYes={dialling.confirm} />}
    </div>
  )
}
