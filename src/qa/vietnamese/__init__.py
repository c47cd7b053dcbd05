"""The Vietnamese language: letters, sentences, dates, names, numbers; plain strings, nothing of ours imported."""
