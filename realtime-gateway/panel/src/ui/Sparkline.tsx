/** A row's small bars without axes: the last one is still filling. What it shows is said in words. */
export function Sparkline({
  values,
  label,
  most,
  titles,
}: {
  values: readonly number[];
  label: string;
  /** The scale's end, shared by all rows that are compared. */
  most: number;
  titles: readonly string[];
}) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${values.length * 6} 28`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const length = value === 0 ? 0 : Math.max(2, (value / Math.max(1, most)) * 27);
        return (
          <g key={index}>
            <title>{titles[index]}</title>
            <rect className="ground" x={index * 6} y={0} width={6} height={28} />
            <rect
              className={index === values.length - 1 ? 'b hi' : 'b'}
              x={index * 6 + 0.8}
              y={27 - length}
              width={4.4}
              height={length}
            />
          </g>
        );
      })}
      <line className="base" x2={values.length * 6} y1={27.5} y2={27.5} />
    </svg>
  );
}
