/** A stream's peak level over `ms`, dBFS. */
export async function loudness(stream: MediaStream, ms: number): Promise<number> {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let loudest = -100
  for (const until = performance.now() + ms; performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 40))
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, v) => sum + v * v, 0) / samples.length
    loudest = Math.max(loudest, 10 * Math.log10(power + 1e-10))
  }
  await context.close()
  return loudest
}
