import scipy.stats

from ledger.typed import Book


def spread(book: Book) -> float:
    return scipy.stats.iqr(book.rows)
