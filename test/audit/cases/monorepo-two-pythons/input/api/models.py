def total(order):
    if (count := len(order)) > 3:
        return count
