import { colours } from '../plots/plot.ts';

/** Replaces the colours of the pictures by variables, in text, lines and areas. */
const picture = Object.entries(colours)
  .flatMap(([name, hex]) => [
    `svg [fill="${hex}"]{fill:var(--${name})}`,
    `svg [stroke="${hex}"]{stroke:var(--${name})}`,
  ])
  .join('');

const light = Object.entries(colours)
  .map(([name, hex]) => `--${name}:${hex};`)
  .join('');
/** Words in the colour of `warm` would be too pale on white (2.9 : 1; 4.5 : 1 is what WCAG asks for). */
const warmWords = '--warm-words:#8a5c12;';
const dark =
  '--warm-words:#e0b062;--ink:#e6eaee;--quiet:#a3aeb8;--line:#38424b;--paper:#14191e;--good:#62c49a;--bad:#e58a72;--accent:#7fb2da;--warm:#e0b062;--card:#1b2228;--shade:#202930;';

/** Style of the page: one file, light, dark and print, readable from 320 px on. */
export const pageStyle = `
:root{${light}${warmWords}--card:#ffffff;--shade:#f2f5f7;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:1060px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
.brand{font-size:14px;color:var(--quiet);display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap}
h1{font-size:30px;line-height:1.2;margin:10px 0 6px;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:21px;margin:0 0 8px;font-weight:650}
h3{font-size:16px;margin:22px 0 6px}
p{margin:0 0 12px;max-width:74ch}
a{color:var(--accent)}
.asked{color:var(--quiet);font-size:17px;max-width:78ch}
.answer{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px;margin:18px 0 10px;display:grid;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:28px}
.answer .say{font-size:22px;line-height:1.35;font-weight:600;margin:2px 0 16px;text-wrap:pretty}
.but{font-size:15.5px;border-left:3px solid var(--warm);padding-left:12px;margin:-4px 0 16px}
.verdict{display:inline-block;font-size:13px;font-weight:650;border-radius:99px;padding:3px 12px;margin-bottom:10px;border:1.5px solid currentColor}
.saves{color:var(--good)}.maybe{color:var(--warm-words)}.not{color:var(--bad)}.same{color:var(--quiet)}
.bars{margin:4px 0 6px;width:100%}
.bars .row{display:grid;grid-template-columns:104px 1fr;gap:10px;align-items:center;margin:7px 0;font-size:14px}
.bars .name{text-align:right;align-self:start;padding-top:3px;color:var(--quiet);overflow-wrap:anywhere;line-height:1.25}
.track{position:relative;height:26px;background:var(--shade);border-radius:5px}
.fill{position:absolute;inset:0 auto 0 0;border-radius:5px;background:var(--accent)}
.fill.dense{background:var(--quiet);opacity:.55}
.whisker{position:absolute;top:50%;height:2px;background:var(--ink);transform:translateY(-50%)}
.whisker::before,.whisker::after{content:"";position:absolute;top:-5px;width:2px;height:12px;background:var(--ink)}
.whisker::after{right:0}
.num{font-size:14px;color:var(--quiet)}
.sure h3{margin-top:0}
.sure ul{margin:8px 0 0;padding-left:18px;font-size:15px}
.sure li{margin:4px 0}
.tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:12px;margin:12px 0 6px}
.tile{background:var(--shade);border-radius:10px;padding:14px 16px}
.tile .k{font-size:13px;color:var(--quiet);line-height:1.3}
.tile .v{font-size:23px;font-weight:650;margin:2px 0;font-variant-numeric:tabular-nums;white-space:nowrap}
.tile .r{font-size:13px;color:var(--quiet);line-height:1.35}
section{border-top:1px solid var(--line);margin-top:34px;padding-top:26px}
figure{margin:0;min-width:0}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:40px 44px}.wide{grid-column:1/-1}
.scroll{overflow-x:auto}
figure svg{display:block;max-width:none;height:auto}
figcaption{max-width:74ch;color:var(--quiet);font-size:15px;margin:0 0 12px}
figure h3{font-size:17px;margin:0 0 4px}
details{margin-top:8px;font-size:14px}
summary{cursor:pointer;color:var(--accent)}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;width:100%}
th,td{text-align:left;padding:7px 12px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--quiet);font-size:13px}
td.n,th.n{text-align:right;white-space:nowrap}
td .sub{display:block;color:var(--quiet);font-size:12.5px}
.mark{font-weight:650}
code{font:13px ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
pre{background:var(--shade);padding:12px 14px;border-radius:8px;white-space:pre-wrap;margin:8px 0}
ul.plain{padding-left:18px;margin:6px 0 14px}
ul.plain li{margin:3px 0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:32px}
footer{color:var(--quiet);font-size:13px;padding-top:30px;padding-bottom:50px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px}
${picture}
@media (max-width:1000px){.pair{grid-template-columns:minmax(0,1fr)}}
@media (max-width:760px){main,header,footer{padding:0 16px}h1{font-size:24px}.answer{grid-template-columns:minmax(0,1fr);padding:18px;gap:18px}.answer .say{font-size:19px}.tiles{grid-template-columns:1fr 1fr}.tile{padding:11px 12px}.tile .v{font-size:19px}.two{grid-template-columns:1fr}.bars .row{grid-template-columns:84px 1fr}figure svg{min-width:460px}}
@media print{@page{margin:16mm}@page table{size:landscape;margin:12mm}.table{page:table}:root{${light}${warmWords}--card:#fff;--shade:#f2f5f7;color-scheme:light}body{font-size:10.5pt;background:#fff}main,header,footer{max-width:none;padding:0}.answer,figure,.tile,tr,.bars{break-inside:avoid}h2,h3,figcaption{break-after:avoid}section{margin-top:20px;padding-top:16px}.scroll{overflow:visible}figure svg{max-width:100%;min-width:0}details{display:none}.track,.fill,.tile,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}table{font-size:8.5pt}th,td{padding:4px 8px 4px 0}}
`;
