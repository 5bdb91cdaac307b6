import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'

export function EmergencyConfirm({ number, onNo, onYes }: { readonly number: string; readonly onNo: () => void; readonly onYes: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('link.title')}
      onClose={onNo}
      safe={{ label: t('link.cancel'), run: onNo }}
      confirm={{ label: `${t('dial.call')} ${number}`, tone: 'go', run: onYes }}
    >
      <p>{t('link.emergency')}</p>
      <p>{t('dial.emergency')}</p>
    </Dialog>
  )
}
