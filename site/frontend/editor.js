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

// Text typed over a selection: left to itself the browser copies the elements around it, and their
// styles with them, about which the policy complains.
function typeOver(event, view) {
  if (event.inputType !== "insertText" || !event.data || view.composing) return false;
  if (view.state.selection.main.empty) return false;
  view.dispatch(view.state.update(view.state.replaceSelection(event.data), {
    scrollIntoView: true, userEvent: "input.type",
  }));
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
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.contentAttributes.of({
          "aria-labelledby": labelledBy, "aria-describedby": describedBy, "aria-multiline": "true",
          spellcheck: "false", autocapitalize: "off",
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
