import { useEffect, useRef } from 'preact/hooks';

const everyMs = 100;

/** A bar that moves when the other side speaks: whoever hears nothing sees where it is lost. */
export function Loudness({ of, label }: { of: () => number; label: string }) {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (bar.current) bar.current.value = Math.min(1, of() * 3);
    }, everyMs);
    return () => clearInterval(timer);
  }, [of]);
  return (
    <p class="loudness">
      <span>{label}</span> <meter ref={bar} min={0} max={1} value={0} aria-label={label} />
    </p>
  );
}
