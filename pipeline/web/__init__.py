"""The workbench: a folder of documents in the browser, on this machine only unless told otherwise.

    folder ──readers (the batch's workers)──▶ shelf ──▶ pages and answers ──guard──▶ browser
                                    revisions (drafts, labels, targets) ◀── edits

Policy text is data and never markup: templates escape it, scripts set it as text, and the policy
that the browser is sent forbids every script that does not come from a file of ours. What a person
changed is kept as revisions, none of which is ever overwritten.
"""
