import { existsSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { buildGallery } from '../gallery/open.ts'

test('the gallery is built once for all looks', async () => {
  await buildGallery()
  expect(existsSync('test-output/gallery/index.html')).toBe(true)
})
