import { useEffect, useState } from 'react'
import { useApp } from '../../state/app-store.ts'
import { takeNumber, useNavigation } from '../../state/navigation.ts'
import { DialPane } from './dial-pane.tsx'
import { EmergencyConfirm } from './emergency-confirm.tsx'
import { RecentCalls } from './recent-calls.tsx'
import { useDial } from './use-dial.ts'
import './dialer.css'

/** The dialler on the left, what happened lately on the right. */
export function PhoneScreen() {
  const [number, setNumber] = useState(takeNumber)
  // handed over while this screen is already here
  const given = useNavigation((n) => n.number)
  useEffect(() => {
    if (given) setNumber(takeNumber())
  }, [given])
  const dialling = useDial(() => setNumber(''))
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  return (
    <div className="phone">
      <DialPane number={number} onNumber={setNumber} dialling={dialling} />
      {signedIn && (
        <RecentCalls
          onCall={(entry) => void dialling.dial(entry.number, entry.lineId, 'redial')}
          onMailbox={(mailbox, lineId) => void dialling.dial(mailbox, lineId, 'contact')}
        />
      )}
      {dialling.toConfirm && <EmergencyConfirm number={dialling.toConfirm.number} onNo={dialling.forget} onYes={dialling.confirm} />}
    </div>
  )
}
