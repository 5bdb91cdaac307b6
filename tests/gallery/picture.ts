import type { Page } from '@playwright/test'

/** Width and height of a block, px: larger than what anti-aliasing moves, smaller than a button or a word. */
const BLOCK = 10
/** By how much the mean of a block may differ, of 255. Glyphs drawn by another version of the browser stay below. */
const TOLERANCE = 26

/**
 * How much two pictures of a screen differ in what is where: the share of blocks whose mean brightness is not the same. Glyphs'
 * edges and shades do not count; what moved, came or went does. Different sizes differ wholly.
 */
export function pictureDifference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ({ urls, block, tolerance }) => {
      const meansOf = async (url: string): Promise<{ size: string; means: Float64Array }> => {
        const image = await createImageBitmap(await (await fetch(url)).blob())
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
        context.drawImage(image, 0, 0)
        const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
        const columns = Math.ceil(width / block)
        const means = new Float64Array(columns * Math.ceil(height / block))
        const counts = new Float64Array(means.length)
        for (let y = 0, i = 0; y < height; y++) {
          const row = Math.floor(y / block) * columns
          for (let x = 0; x < width; x++, i += 4) {
            const at = row + Math.floor(x / block)
            means[at] = (means[at] ?? 0) + 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)
            counts[at] = (counts[at] ?? 0) + 1
          }
        }
        return { size: `${width} ${height}`, means: means.map((sum, at) => sum / (counts[at] ?? 1)) }
      }
      const [a, b] = await Promise.all(urls.map(meansOf))
      if (!a || !b || a.size !== b.size) return 1
      return a.means.filter((mean, at) => Math.abs(mean - (b.means[at] ?? 0)) > tolerance).length / a.means.length
    },
    { urls: [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`), block: BLOCK, tolerance: TOLERANCE },
  )
}
