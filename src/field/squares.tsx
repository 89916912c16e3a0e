/** A QR code, dark on white in any theme: readers want it so. `size` in pixels. */
export function Squares(props: {
  of: { side: number; dark: string };
  label: string;
  size?: number;
  class?: string;
}) {
  const { side, dark } = props.of;
  const size = props.size ?? 240;
  return (
    <svg
      role="img"
      aria-label={props.label}
      class={props.class}
      viewBox={`0 0 ${side} ${side}`}
      shape-rendering="crispEdges"
      width={size}
      height={size}
    >
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" d={dark} />
    </svg>
  );
}
