import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'

type Props = { readonly cli: string; readonly onClose: () => void; readonly onSaved: (path: string) => void }

/** A card's slip to print, without its PIN unless that is wanted. */
export function SlipDialog({ cli, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [withPin, setWithPin] = useState(false)
  const { busy, failure, request } = useRequest()
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.printSlip({ cli, withPin }))
    if (!outcome.ok || !outcome.value) return
    onSaved(outcome.value.path)
    onClose()
  }
  return (
    <Dialog
      title={t('cards.slip')}
      onClose={onClose}
      safe={{ label: t('cards.cancel'), run: onClose }}
      confirm={{ label: t('cards.saveSlip'), tone: 'primary', disabled: busy, run: () => void save() }}
    >
      <div className="stack">
        <p>{t('cards.slipText')}</p>
        <Switch
          label={t('cards.slipPin')}
          description={t('cards.slipPinHint')}
          checked={withPin}
          onChange={(e) => setWithPin(e.currentTarget.checked)}
        />
        <FailureNote failure={failure} />
      </div>
    </Dialog>
  )
}
