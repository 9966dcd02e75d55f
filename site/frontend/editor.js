// The query editor: CodeMirror with its SPARQL mode. The page falls back to its text area without it.
import { history, historyKeymap, standardKeymap, toggleComment } from "@codemirror/commands";
import { bracketMatching, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { StyleModule } from "style-mod";

// The pages' policy allows no style elements, which CodeMirror would add; sheets are allowed.
StyleModule.mount = (root, modules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([modules].flat().map((module) => module.getRules()).join("\n"));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

// What replaces or deletes several characters is done here: left to itself the browser copies the
// elements around them, and their styles with them, about which the policy complains.
function replace(event, view) {
  const kind = event.inputType;
  const insert = kind === "insertText" ? event.data : kind.startsWith("delete") ? "" : null;
  const selected = document.getSelection();
  const range = event.getTargetRanges()[0] || (selected.rangeCount && selected.getRangeAt(0));
  if (insert === null || !range || event.isComposing || view.composing) return false;
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  if (to - from < 2) return false;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: insert ? "input.type" : "delete.selection",
  });
  return true;
}

// Tab is left alone: it leads out of the editor.
function create({ parent, text, labelledBy, describedBy, onRun }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        StreamLanguage.define(sparql),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.domEventHandlers({ beforeinput: replace }),
        EditorView.contentAttributes.of({
          "aria-labelledby": labelledBy, "aria-describedby": describedBy, "aria-multiline": "true",
          spellcheck: "false", autocapitalize: "off", tabindex: "0",
        }),
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { onRun(); return true; } }])),
        keymap.of([{ key: "Mod-/", run: toggleComment }, ...standardKeymap, ...historyKeymap]),
      ],
    }),
  });
  return {
    get: () => view.state.doc.toString(),
    set: (value) => {
      if (value === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
    },
    focus: () => view.focus(),
  };
}

self.PAPERKG_EDITOR = { create };
