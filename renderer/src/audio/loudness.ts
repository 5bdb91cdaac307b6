/**
 * A stream's peak level over `ms`, dBFS.
 *
 * @param first where nothing as loud as `level`, dBFS, is heard in that time, it is waited for until `most` ms: a Bluetooth headset gives silence while
 * it switches over, and a busy computer nothing for a while
 */
export async function loudness(stream: MediaStream, ms: number, first?: { readonly level: number; readonly most: number }): Promise<number> {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const begun = performance.now()
  const { level, most } = first ?? { level: Number.NEGATIVE_INFINITY, most: ms }
  let loudest = -100
  for (let passed = 0; passed < ms || (loudest < level && passed < most); passed = performance.now() - begun) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, v) => sum + v * v, 0) / samples.length
    loudest = Math.max(loudest, 10 * Math.log10(power + 1e-10))
  }
  await context.close()
  return loudest
}
