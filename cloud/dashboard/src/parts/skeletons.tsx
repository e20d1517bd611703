/** Standing still, in the true shape of what comes; nothing pulses. */
function Wait({ width, tall }: { readonly width: number | string; readonly tall?: boolean }) {
  return <span className="wait" style={{ width, ...(tall ? { height: '1.6em' } : {}) }} />;
}

const many = (count: number) => Array.from({ length: count }, (_, i) => i);

function Heading({ width }: { readonly width: number }) {
  return (
    <div className="bar">
      <span className="text-title">
        <Wait width={width} />
      </span>
      <Wait width={64} />
    </div>
  );
}

function Rows({ count, columns }: { readonly count: number; readonly columns: readonly number[] }) {
  return (
    <table className="ruled">
      <tbody>
        {many(count).map((row) => (
          <tr key={row}>
            {columns.map((width, i) => (
              <td key={`${row}-${width}`} className={i < 2 ? undefined : 'num desk'}>
                <Wait width={width} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PageHead() {
  return (
    <header>
      <span className="text-page block">
        <Wait width={180} />
      </span>
      <Wait width={260} />
    </header>
  );
}

export function TodaySkeleton() {
  return (
    <div aria-busy="true">
      <PageHead />
      <div className="two top">
        <section>
          <Heading width={150} />
          <Rows count={3} columns={[320, 90]} />
        </section>
        <section>
          <Heading width={160} />
          <Rows count={5} columns={[120, 110]} />
        </section>
      </div>
      <div className="two curves">
        {many(2).map((i) => (
          <section key={i}>
            <Heading width={100} />
            <Wait width={220} tall />
            <div className="mt-4 border-b border-line-strong h-[180px]" />
          </section>
        ))}
      </div>
      <section className="sec">
        <Heading width={70} />
        <Rows count={3} columns={[110, 120, 158, 91, 92, 60]} />
      </section>
    </div>
  );
}

export function ListSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div aria-busy="true">
      <PageHead />
      <section className="sec">
        <Rows count={rows} columns={[70, 120, 100, 91, 92, 93]} />
      </section>
    </div>
  );
}

export function ShopSkeleton() {
  return (
    <div aria-busy="true">
      <PageHead />
      <section className="mt-6">
        <Heading width={120} />
        <div className="machine desk h-[330px]" />
        <div className="phone">
          <Rows count={8} columns={[60, 200]} />
        </div>
      </section>
      <div className="two lead-left">
        <section>
          <Heading width={130} />
          <Rows count={10} columns={[60, 110, 90, 71, 72, 73]} />
        </section>
        <section>
          <Heading width={140} />
          <Rows count={6} columns={[130, 100]} />
        </section>
      </div>
    </div>
  );
}

export function TransactionSkeleton() {
  return (
    <div aria-busy="true">
      <PageHead />
      <div className="sum3">
        <Wait width={140} tall />
        <Wait width={120} tall />
        <Wait width={130} tall />
      </div>
      <div className="two body">
        <div className="io">
          <Rows count={3} columns={[140, 90]} />
          <Rows count={4} columns={[140, 90]} />
        </div>
        <Rows count={6} columns={[90, 110]} />
      </div>
    </div>
  );
}
