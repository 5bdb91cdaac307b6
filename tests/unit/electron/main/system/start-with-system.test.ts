import { expect, it, vi } from 'vitest'
import { autostartEntry, quoted } from '../../../../../electron/main/system/start-with-system.ts'

vi.mock('electron', () => ({ app: {} }))

it('the autostart entry quotes what has to be', () => {
  expect(autostartEntry(['/opt/My Apps/Dialdesk.AppImage'])).toContain('Exec="/opt/My Apps/Dialdesk.AppImage" --hidden\n')
  expect(quoted('/a"b$c`d\\e%f')).toBe('"/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f"')
})
