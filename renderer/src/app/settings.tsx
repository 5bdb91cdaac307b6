import { LinesPage } from '../features/lines/lines-page.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'

/** The settings with the lines' page, which is a separate feature. Loaded when first opened. */
export default function Settings() {
  return <SettingsScreen linesPage={<LinesPage />} />
}
