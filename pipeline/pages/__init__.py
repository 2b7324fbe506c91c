"""Pages: a reading, a comparison, a workbench, as HTML that works offline.

This package has what all of them share, and the page of a reading: `reading.reading_page`, and
`index.index_page` for several.

    from pipeline.pages.render import Page, render
    from pipeline.pages.languages import Words

    html = render(Page("comparison.html", title="澜州与云岫", language="auto",
                       words=Words.load("comparison"),  # base.toml and this file
                       styles=("comparison.css",),             # in static/, after base.css
                       scripts=("table.js", "comparison.js"), # after base.js
                       data={"comparison": {…}},              # JSON, Tiaoli.data("comparison")
                       context={"rows": rows}))               # names for the template alone

*Template.* `{% extends "base.html" %}`; blocks `head`, `top` (left of the switches), `main`,
`foot`. Escaping is on and an unknown name is an error. No `style="…"`, no `onclick="…"`, no
`<script>` or `<style>` of one's own: the policy refuses them. Lengths go into SVG attributes
(`<rect width="…">`) or are set by script (`element.style.width` is allowed).

*Words.* `words/NAME.toml`: `[key]` with `en = …` and `zh = …`; a test compares keys and
placeholders. In a template `{{ w("key") }}` is a `<span>` with the words; `{{ w("shown", count=3)
}}` fills `{count}`; on an element of one's own write `<th {{ said("key") }}>{{ say("key")
}}</th>`, and `{{ label("key") }}`, `{{ tip("key") }}`, `{{ hint("key") }}` give aria-label, title,
placeholder. `{{ named("genre", name) }}` is the word for a name in the data, or the name where
there is none. The switch says them all again. In scripts: `Tiaoli.say("key", {count: 3})`,
`Tiaoli.named("genre", name)`; what a script writes itself it writes again in
`Tiaoli.onLanguage(…)`, or gives a `data-word` and calls `Tiaoli.translate(element)`. Task types:
`type.green` (long name), `type-short.green`.

*Policy text* is data. `{{ text | visible }}` shows markup as text and bidi controls, zero-width
and control characters as code points; `{{ text | zh }}` does the same inside `<bdi
lang="zh-Hans">`; `{{ text | plain }}` is for attributes. In scripts: `Tiaoli.element(tag,
attributes, …children)`, which never parses; run text for `data=` through `safe.plain` where it is
not copied out again.

*Colours.* CSS variables `--paper --surface --raised --ink --muted --line --edge --link --wrong
--right --focus` (`theme.COLOURS`); `class="{{ type_class(name) }}"` sets `--type` (2 : 1 on paper:
give what it fills a 1px edge in `--edge`) and `--tint`; `<span class="type {{ type_class(name)
}}">` is a label with its square. `theme.PALETTE` has Okabe and Ito's colours for other series,
`theme.strong(colour)` and `theme.tinted(colour)` make them fit for both papers; `str(Shades)` is
CSS. `Page(types=…)` where a codebook of one's own is used (`theme.task_types(names, codebook)`).

*Scripts that ship.* `base.js` (data, say, named, element, announce, onLanguage); `tabs.js`
(`role="tablist"`; `Tiaoli.showTab(id)`; panels away from view get the class `away`); `table.js`
(`<table class="sortable">`, `<th><button>`, `data-value`; `Tiaoli.csv`, `Tiaoli.download`);
`copy.js` (`<button data-copy="words">`; `data-copy-before` around many that begin alike).

*For a server.* `render(page, linked="/static")` links styles and scripts instead of inlining them
and sets no policy: serve `render.STATIC` and, as `theme.css`, `render.theme_css()`, with a policy
header of `default-src 'self'`. `render(page, folders=(MINE,))` finds templates and static files in
`MINE/templates` and `MINE/static` first; `Words.load("workbench", folder=…)` reads words there.
"""
