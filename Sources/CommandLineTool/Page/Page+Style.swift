extension Page {
  /// Colours are checked for contrast on both grounds; deployed is blue and dashed, proposed is
  /// orange and solid, so that neither needs its colour.
  static let style = """
    :root { --ground: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --panel: #f6f8fa;
      --deployed: #0550ae; --proposed: #bc4c00; --good: #116329; --bad: #a40e26; --fair: #7d4e00; }
    @media (prefers-color-scheme: dark) {
      :root { --ground: #0d1117; --text: #e6edf3; --soft: #9da7b3; --line: #30363d;
        --panel: #161b22; --deployed: #79c0ff; --proposed: #ffa657; --good: #56d364;
        --bad: #ff7b72; --fair: #e3b341; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--text);
      font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid var(--line); }
    .verdict { display: inline-block; padding: .3rem .8rem; border: 2px solid; border-radius: .4rem;
      font-weight: 700; font-size: 1.2rem; margin: 0; }
    .good { color: var(--good); } .bad { color: var(--bad); } .fair { color: var(--fair); }
    .soft { color: var(--soft); }
    .wide { overflow-x: auto; margin: .5rem 0; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0;
      border-bottom: 1px solid var(--line); }
    tbody th { font-weight: 500; }
    code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
    pre { background: var(--panel); padding: .6rem; overflow-x: auto; white-space: pre-wrap; }
    td.bad { font-weight: 700; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; overflow-wrap: anywhere; }
    .step + .step { border-top: 1px solid var(--line); } .step .soft { font-weight: 400; }
    .event p, .event ul { margin: .2rem 0; } .event { margin: .4rem 0; }
    .turn { white-space: nowrap; }
    li, p, figcaption { overflow-wrap: anywhere; }
    figcaption strong { color: var(--text); }
    figure { margin: 1rem 0; } figcaption { font-size: .9rem; color: var(--soft); }
    svg { width: 100%; height: auto; background: var(--panel); border-radius: .4rem; }
    svg text { font: 12px system-ui, sans-serif; fill: var(--soft); }
    .small { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
      column-gap: 1rem; } .small svg text { font-size: 17px; }
    .grid { stroke: var(--line); stroke-width: 1; }
    polyline { fill: none; stroke-width: 2; }
    polyline.deployed { stroke: var(--deployed); stroke-dasharray: 6 4; }
    polyline.proposed { stroke: var(--proposed); }
    polyline.third { stroke: var(--good); stroke-dasharray: 2 3; }
    polyline.fourth { stroke: var(--text); stroke-dasharray: 10 3 2 3; }
    polygon.deployed, rect.deployed { fill: var(--deployed); fill-opacity: .18; }
    polygon.outer { fill: var(--deployed); fill-opacity: .12; }
    polygon.inner { fill: var(--deployed); fill-opacity: .22; }
    polygon.proposed, rect.proposed { fill: var(--proposed); fill-opacity: .3; }
    rect.deployed { stroke: var(--deployed); stroke-dasharray: 3 2; }
    circle.break { fill: var(--ground); stroke: var(--bad); stroke-width: 3; }
    circle.was { fill: none; stroke: var(--deployed); stroke-width: 2; }
    circle.now { fill: var(--proposed); }
    svg text.sign { fill: var(--text); font-weight: 700; }
    rect.holds { fill: var(--good); fill-opacity: .55; }
    rect.fails { fill: var(--bad); fill-opacity: .75; }
    rect.open { fill: var(--fair); fill-opacity: .35; }
    rect.pale { fill-opacity: .25; }
    rect.frontier { fill: none; stroke: var(--text); stroke-width: 2; }
    .entry { display: inline-block; margin-left: .8em; }
    svg.key { width: 1.8em; height: .7em; margin-right: .3em; background: none; }
    .skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; }
    :focus-visible { outline: 3px solid var(--deployed); outline-offset: 2px; }
    @media (max-width: 40rem) { svg text, .small svg text { font-size: 20px; } main { padding: .7rem; } }
    @media print { :root { --ground: #fff; --text: #000; --soft: #444; --line: #bbb;
        --panel: #fff; --deployed: #0550ae; --proposed: #bc4c00; --good: #116329; --bad: #a40e26;
        --fair: #7d4e00; }
      @page { margin: 15mm; } body { font-size: 10pt; } main { max-width: none; padding: 0; }
      main { orphans: 1; widows: 1; } p, li { orphans: 2; widows: 2; }
      h1 { margin-top: 0; } h2 { margin-top: 1.2rem; } .skip { display: none; }
      figure { display: inline-block; width: 48%; margin: .4rem .6% ; vertical-align: top; }
      .small { display: block; } svg text { font-size: 17px; } figcaption { font-size: .85em; }
      .step { columns: 2; font-size: .8em; } .step h3 { column-span: all; }
      .wide { overflow: visible; } figure, tr, li, pre, .event, .whole { break-inside: avoid; }
      h2, h3 { break-inside: avoid; break-after: avoid; } p + .wide, p + pre { break-before: avoid; } }

    """
}
