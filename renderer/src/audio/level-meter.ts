const PER_SECOND = 15
/** With reduced motion. */
const PER_SECOND_CALM = 4

/**
 * Measures a stream's level for painting outside React, 15 times a second, or 4 where the user prefers reduced motion; never while the page is hidden.
 *
 * @param onLevel 0 (silence, -60 dBFS) to 1 (full scale)
 * @returns a function that ends the measurement
 */
export function measureLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  if (!stream.getAudioTracks().length) return () => {}
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const timer = setInterval(
    () => {
      if (document.hidden) return
      analyser.getFloatTimeDomainData(samples)
      let power = 0
      for (let i = 0; i < samples.length; i++) power += (samples[i] ?? 0) ** 2
      power /= samples.length
      onLevel(Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 60)))
    },
    1000 / (calm ? PER_SECOND_CALM : PER_SECOND),
  )
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
