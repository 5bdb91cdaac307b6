import { expect, it, vi } from 'vitest'
import { watchFirstFiles } from '../../../../../electron/main/windows/first-files.ts'

const html = `<script type="module" src="./assets/index.js"></script>
<link rel="modulepreload" crossorigin href="./assets/first.js">
<link rel="stylesheet" crossorigin href="./assets/first.css">
<link rel="preload" as="font" crossorigin href="./assets/inter.woff2">`

it('says once that the page has asked for all that its HTML names, whatever comes first', () => {
  const done = vi.fn()
  const files = watchFirstFiles(done)
  files.asked('/assets/index.js')
  files.sent(html)
  for (const file of ['inter.woff2', 'index.js', 'first.css', 'index.js', 'later.js']) files.asked(`/assets/${file}`)
  expect(done).not.toHaveBeenCalled()
  files.asked('/assets/first.js')
  expect(done).toHaveBeenCalledTimes(1)
  // the page is loaded anew
  files.sent(html)
  for (const file of ['inter.woff2', 'index.js', 'first.css', 'first.js']) files.asked(`/assets/${file}`)
  expect(done).toHaveBeenCalledTimes(1)
})
