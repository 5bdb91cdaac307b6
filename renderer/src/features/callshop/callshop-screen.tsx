import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeskView } from './desk-view.tsx'
import { RecordsView } from './records-view.tsx'

type View = 'records' | 'desk'
/** What was shown last, for as long as the window lives. */
let last: View = 'records'

/** A callshop's records of some days, or its desk: what each booth has to pay today. */
export default function CallshopScreen() {
  const { t } = useTranslation()
  const [view, setView] = useState<View>(last)
  const switcher = (
    <SegmentedControl
      aria-label={t('booth.view')}
      transitionDuration={0}
      value={view}
      onChange={(next) => {
        last = next as View
        setView(last)
      }}
      data={(['records', 'desk'] as const).map((value) => ({ value, label: t(`booth.views.${value}`) }))}
    />
  )
  return view === 'desk' ? <DeskView switcher={switcher} /> : <RecordsView switcher={switcher} />
}
