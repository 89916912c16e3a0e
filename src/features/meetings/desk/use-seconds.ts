import { useEffect, useState } from 'react';

/** The present, to the second, for a clock that counts down. */
export function useSeconds(): Date {
  const [now, set] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => set(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
